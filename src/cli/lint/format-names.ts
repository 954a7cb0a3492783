export const FORMATS = ['text', 'json', 'sarif', 'github'] as const

export type Format = (typeof FORMATS)[number]
