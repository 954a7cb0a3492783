/** Control characters except tab and line feed, and characters that change the direction of text. */
const CONTROL = /(?![\t\n])\p{Cc}|\p{Bidi_Control}/gu

/**
 * A text for a terminal. Contracts, requests and file names can hold sequences that move the cursor, set the title of the
 * window or write to the clipboard, so control characters become escapes, which are valid in JSON too.
 */
export function printable(text: string): string {
  return text.replace(CONTROL, control => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
