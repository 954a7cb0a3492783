/** The kinds of things that a `$ref` can lead to, and the section of `components` that holds each. */
export const SECTIONS = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
  pathItem: 'pathItems',
  mediaType: 'mediaTypes',
} as const

export type Kind = keyof typeof SECTIONS

/** Each kind with its section. */
export const KINDS = Object.entries(SECTIONS) as [Kind, string][]
