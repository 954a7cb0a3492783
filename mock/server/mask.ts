import type { Contract } from '../../openapi/contract/contract.ts'
import { isSecretName, secretNames } from '../engine/secret-names.ts'
import { type Masks, masksOf } from '../engine/values/mask.ts'

/** Masks the secrets in the target of a request, for the log. */
export class Mask {
  readonly #contract: Contract
  readonly #masks: Masks

  /** @param contract names the parameters that carry secrets */
  constructor(contract: Contract) {
    this.#contract = contract
    this.#masks = masksOf(contract)
  }

  /** The path and query, without the values of credentials and without anything that looks like a secret. */
  target(target: string): string {
    const start = target.indexOf('?')
    if (start < 0) return this.#masks.path(target)
    const pairs = target.slice(start + 1).split('&')
    return `${this.#masks.path(target.slice(0, start))}?${pairs.map(pair => this.#pair(pair)).join('&')}`
  }

  #pair(pair: string): string {
    const end = pair.indexOf('=')
    if (end < 0) return this.#part(pair)
    const name = pair.slice(0, end)
    return `${this.#part(name)}=${isSecretName(decode(name), secretNames(this.#contract)) ? '****' : this.#part(pair.slice(end + 1))}`
  }

  /** A name or a value of the query, also if it is percent-encoded. */
  #part(text: string): string {
    const decoded = decode(text)
    const masked = this.#masks.text(decoded)
    return masked === decoded ? text : encodeURIComponent(masked)
  }
}

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
