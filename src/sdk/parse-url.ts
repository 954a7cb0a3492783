/** Parses a URL; undefined if it is not valid. `URL.parse` is missing in Safari 17 and Chrome 125. */
export function parseUrl(url: string | URL, base?: string): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}
