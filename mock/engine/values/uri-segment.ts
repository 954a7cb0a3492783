/** A text as a segment of a URI. A lone surrogate, which no URI can hold, becomes U+FFFD. */
export function uriSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
