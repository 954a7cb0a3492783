import type { Contract } from '../../../openapi/contract/contract.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { searchPattern, secretKinds, startOf } from '../../../openapi/contract/secret-form.ts'

/** All but the last four characters of a base62 run that is longer than any id: a secret, or most of one. */
const HIDDEN = /[0-9A-Za-z]{36,}(?=[0-9A-Za-z]{4})/g

/**
 * The secrets of other products, whose prefixes tell them from ids: of Stripe and those who write keys as it does, GitHub,
 * GitLab, Slack, Google, AWS, SendGrid, Resend, npm and Shopify. The last four characters are not part of a match. Repetitions
 * are bounded, so that the time is proportional to the text.
 */
const PREFIXED = new RegExp(
  `\\b(${[
    '(?:[spr]k|whsec|gh[oprsu]|github_pat|npm|shp[a-z]{2})_(?:(?:live|test|prod)_)?(?=[\\w-]{0,60}[0-9A-Z])',
    'sk-(?:[a-z]+[0-9]*-){0,3}(?=[\\w-]{0,60}[0-9A-Z])',
    're_(?=[0-9A-Za-z]{6,20}_[0-9A-Za-z]{12})',
    'glpat-',
    'xox[a-z]-',
    'AKIA',
    'AIza',
    'ya29\\.',
    'SG\\.(?=[\\w-]{1,80}\\.)',
  ].join('|')})[\\w.-]{12,}(?=[\\w-]{4})`,
  'g',
)

/** A JSON Web Token (RFC 7519): three parts, of which the first two are objects. */
const JWT = /\beyJ[\w-]{5,500}\.eyJ[\w-]*\.[\w-]*/g

/** What they start with, for a quick look. */
const OTHER = /eyJ|AKIA|AIza|glpat-|xox|ya29|SG\.|sk-|(?:\b|_)(?:[spr]k|re|whsec|gh[oprsu]|pat|npm|shp[a-z]{2})_/

/** A path whose segments are too short for a secret and need no decoding. */
const PLAIN = /^(?:\/[\w\-.~]{1,39})+$/

/** Masks everything that looks like a secret, except its last four characters. */
export function maskSecrets(text: string): string {
  // First the longer forms, of which the rest would keep parts.
  const other = OTHER.test(text) ? text.replace(JWT, 'eyJ****').replace(PREFIXED, '$1****') : text
  return other.replace(HIDDEN, '****')
}

/** How long a path may be in logs and responses, in characters. */
const MAX_PATH = 4000

/** What masks the secrets in texts and paths. */
export interface Masks {
  readonly text: (text: string) => string
  readonly path: (path: string) => string
}

/** Masks what looks like a secret of our own systems, or of a well-known product. */
export const OWN_MASKS: Masks = { text: maskSecrets, path: maskPath }

/** Masks also the secrets of the forms that a contract has, as far as they are not those of our own systems. */
export const masksOf = perObject(({ resources }: Contract): Masks => {
  const kinds = Object.values(resources).flatMap(({ properties }) =>
    Object.values(properties).flatMap(({ secret }) =>
      secret && secret.prefix === undefined ? secretKinds(secret) : [],
    ),
  )
  const forms = [...new Set(kinds.map(({ form }) => form))].flatMap(form => {
    const pattern = searchPattern(form)
    return pattern === undefined ? [] : [{ start: startOf(form), pattern: new RegExp(pattern, 'g') }]
  })
  if (forms.length === 0) return OWN_MASKS
  const text = (written: string) =>
    maskSecrets(
      forms.reduce((masked, { start, pattern }) => masked.replace(pattern, secret => hidden(secret, start)), written),
    )
  return { text, path: path => maskPathBy(path, text) }
})

/** How many characters must be hidden for the last four to be shown. */
const MIN_HIDDEN = 16

function hidden(secret: string, start: string): string {
  const prefix = secret.startsWith(start) ? start : ''
  return `${prefix}****${secret.length - prefix.length >= MIN_HIDDEN + 4 ? secret.slice(-4) : ''}`
}

/** The path of a URL as a URI reference (RFC 3986), with secrets masked, percent-encoded ones included. A long path is cut. */
export function maskPath(path: string): string {
  return PLAIN.test(path) && path.length <= MAX_PATH && !OTHER.test(path) ? path : maskPathBy(path, maskSecrets)
}

function maskPathBy(path: string, mask: Masks['text']): string {
  // It ends before a word, because a part of a secret could not be recognized as one.
  const pathname = path.length <= MAX_PATH ? path : path.slice(0, MAX_PATH).replace(/[\w\-.~%]+$/, '')
  const decoded = pathname.replace(/(?:%[0-9a-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
  const masked = mask(decoded)
  // URLs allow more characters in a path than RFC 3986, and a path that starts with two slashes would be a host.
  return (masked === decoded ? pathname : encodeURI(masked))
    .replace(/%(?![0-9a-f]{2})|[^\w\-.~!$&'()*+,;=:@/%]/gi, encodeURIComponent)
    .replace(/^\/(?=\/)/, '/./')
}
