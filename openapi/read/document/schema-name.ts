/** Whether a discriminator means the name of a schema by this text. Otherwise it is a reference. */
export const isSchemaName = (text: string): boolean => /^[\w.-]+$/.test(text)
