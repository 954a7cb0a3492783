/** What openapi-typescript uses of Redocly to read and write references. */

/** The keys of a reference inside of a document: `#/components/schemas/Pet`. */
export function parseRef(ref: string): { readonly pointer: readonly string[] } {
  const [, pointer = ''] = ref.split('#/')
  const keys = pointer.split('/').map(key => decodeURIComponent(key.replaceAll('~1', '/').replaceAll('~0', '~')))
  return { pointer: keys.filter(key => key !== '') }
}

export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
