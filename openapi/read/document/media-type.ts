const MEDIA_TYPE = /^[\x21-\x7e][\x20-\x7e]*$/

/** Whether messages can name this media type, or range of media types. */
export function isMediaType(name: string): boolean {
  return MEDIA_TYPE.test(name)
}
