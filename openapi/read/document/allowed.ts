/**
 * Whether the user allowed references to lead to a URL.
 *
 * @param allowRefs everything, or the beginnings of URLs
 */
export function isAllowed(url: string, allowRefs: boolean | readonly string[] | undefined): boolean {
  return typeof allowRefs === 'object' ? allowRefs.some(start => beginsWith(url, start)) : allowRefs === true
}

/** `https://example.com` does not begin `https://example.com.evil.example`. */
function beginsWith(url: string, start: string): boolean {
  return url.startsWith(start) && (start.endsWith('/') || /^($|[/?#])/.test(url.slice(start.length)))
}
