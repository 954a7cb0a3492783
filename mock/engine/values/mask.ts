/** All but the last four characters of a base62 run that is longer than any id: a secret, or most of one. */
const HIDDEN = /[0-9A-Za-z]{36,}(?=[0-9A-Za-z]{4})/g

/** A path whose segments are too short for a secret and need no decoding. */
const PLAIN = /^(?:\/[\w\-.~]{1,39})+$/

/** Masks everything that looks like a secret, except its last four characters. */
export function maskSecrets(text: string): string {
  return text.replace(HIDDEN, '****')
}

/** How long a path may be in logs and responses, in characters. */
const MAX_PATH = 4000

/** The path of a URL as a URI reference (RFC 3986), with secrets masked, percent-encoded ones included. A long path is cut. */
export function maskPath(path: string): string {
  // It ends before a word, because a part of a secret could not be recognized as one.
  const pathname = path.length <= MAX_PATH ? path : path.slice(0, MAX_PATH).replace(/[\w\-.~%]+$/, '')
  if (PLAIN.test(pathname)) return pathname
  const decoded = pathname.replace(/(?:%[0-9a-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
  const masked = maskSecrets(decoded)
  // URLs allow more characters in a path than RFC 3986, and a path that starts with two slashes would be a host.
  return (masked === decoded ? pathname : encodeURI(masked))
    .replace(/%(?![0-9a-f]{2})|[^\w\-.~!$&'()*+,;=:@/%]/gi, encodeURIComponent)
    .replace(/^\/(?=\/)/, '/./')
}
