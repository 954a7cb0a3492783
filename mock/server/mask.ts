import type { Contract } from '../../openapi/contract/contract.ts'
import { maskPath, maskSecrets } from '../engine/values/mask.ts'

/** Makes what requests hold fit to be printed. */
export class Mask {
  readonly #secret: ReadonlySet<string>

  /** @param contract says which parameters carry secrets */
  constructor(contract: Contract) {
    this.#secret = new Set(secretNames(contract))
  }

  /** A path with its query, less the values of credentials and what looks like a secret. */
  target(target: string): string {
    const start = target.indexOf('?')
    if (start < 0) return maskPath(target)
    const pairs = target.slice(start + 1).split('&')
    return `${maskPath(target.slice(0, start))}?${pairs.map(pair => this.#pair(pair)).join('&')}`
  }

  #pair(pair: string): string {
    const end = pair.indexOf('=')
    if (end < 0) return mask(pair)
    const name = pair.slice(0, end)
    return `${mask(name)}=${this.#secret.has(decode(name).toLowerCase()) ? '****' : mask(pair.slice(end + 1))}`
  }
}

/** The names, in lower case, of what the contract knows as a secret, wherever it is meant to be sent. */
function secretNames({ schemes, resources, operations }: Contract): readonly string[] {
  const carried = Object.values(schemes).flatMap(scheme =>
    'authenticates' in scheme && scheme.carrier.in === 'query' ? [scheme.carrier.name] : [],
  )
  const kept = Object.values(resources).flatMap(({ secrets, hashed }) => [...secrets, ...hashed])
  const typed = operations.flatMap(({ sign_in }) => (sign_in ? [sign_in.password] : []))
  return [...carried, ...kept, ...typed].map(name => name.toLowerCase())
}

/** A name or a value of a query; percent-encoding helps no secret through. */
function mask(text: string): string {
  const decoded = decode(text)
  const masked = maskSecrets(decoded)
  return masked === decoded ? text : encodeURIComponent(masked)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
