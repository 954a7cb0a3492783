/** All but the last four of a run of base62 characters that is longer than any id: a secret, whole or a little cut. */
const HIDDEN = /[0-9A-Za-z]{36,}(?=[0-9A-Za-z]{4})/g

/** A path of segments that are too short for a secret, of characters that mean themselves. */
const PLAIN = /^(?:\/[\w\-.~]{1,39})+$/

/** A text fit to be shown: of what looks like a secret only the last four characters stay. */
export function maskSecrets(text: string): string {
  return text.replace(HIDDEN, '****')
}

/** The path of a URL as a URI reference (RFC 3986) without secrets; percent-encoding helps none through. */
export function maskPath(pathname: string): string {
  if (PLAIN.test(pathname)) return pathname
  const decoded = pathname.replace(/(?:%[0-9a-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
  const masked = maskSecrets(decoded)
  // URLs allow a little more in a path than RFC 3986, and a path that starts with two slashes would name a host.
  return (masked === decoded ? pathname : encodeURI(masked))
    .replace(/%(?![0-9a-f]{2})|[^\w\-.~!$&'()*+,;=:@/%]/gi, encodeURIComponent)
    .replace(/^\/(?=\/)/, '/./')
}
