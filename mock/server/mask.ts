import type { Contract } from '../../openapi/generate/contract.ts'

/** A run of base62 characters that is longer than any id: a secret, whole or with some characters missing. */
const SECRET = /[0-9A-Za-z]{28,}/g
const HIDDEN = '****'

/** Makes texts fit to be printed. */
export class Mask {
  readonly #parameters: ReadonlySet<string>

  /** @param contract says which parameters carry credentials */
  constructor(contract: Contract) {
    this.#parameters = new Set(secretParameters(contract))
  }

  /** A path with its query, less the values of credentials and what looks like a secret. */
  path(target: string): string {
    const start = target.indexOf('?')
    if (start < 0) return hide(target)
    const pairs = target.slice(start + 1).split('&')
    return `${hide(target.slice(0, start))}?${pairs.map(pair => this.#pair(pair)).join('&')}`
  }

  /** Any text, less what looks like a secret. */
  text(text: string): string {
    return text.replace(SECRET, lastFour)
  }

  #pair(pair: string): string {
    const [name = ''] = pair.split('=', 1)
    return this.#parameters.has(decode(name).toLowerCase()) ? `${name}=${HIDDEN}` : hide(pair)
  }
}

/** The names, in lower case, of what the contract knows as a secret, wherever it is meant to be sent. */
function secretParameters({ schemes, resources, operations }: Contract): string[] {
  const carried = Object.values(schemes).flatMap(scheme =>
    'authenticates' in scheme && scheme.carrier.in === 'query' ? [scheme.carrier.name] : [],
  )
  const kept = Object.values(resources).flatMap(({ secrets, hashed }) => [...secrets, ...hashed])
  const typed = operations.flatMap(({ sign_in }) => (sign_in ? [sign_in.password] : []))
  return [...carried, ...kept, ...typed].map(name => name.toLowerCase())
}

/** Percent-encoding helps no secret through. */
function hide(part: string): string {
  if (!part.includes('%')) return part.replace(SECRET, lastFour)
  const decoded = decode(part)
  const hidden = decoded.replace(SECRET, lastFour)
  return hidden === decoded ? part : encodeURI(hidden)
}

const lastFour = (secret: string) => HIDDEN + secret.slice(-4)

/** Text with a malformed percent-encoding in it is decoded as far as it goes. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9A-F]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}
