/** Remembers what overlays write, so that mistakes in it are reported there. */
import { isObject } from '../../contract/json.ts'
import { type Keys, valueAt } from '../../contract/pointer.ts'
import type { PreparedAction } from '../overlay-action.ts'
import type { Origin, TextFile } from './types.ts'

/** A value that an action writes. */
interface Written extends Origin {
  /** Where it is in the document. */
  readonly place: Keys
  /** How many items the list at this place had before: the action appends to it. */
  readonly appendsTo?: number
}

export class OverlayOrigins {
  readonly #written: Written[] = []

  /** @param keys of the action in the overlay */
  add(document: unknown, { targets, update }: PreparedAction, file: TextFile, keys: Keys, action: unknown): void {
    const field = isObject(action) && action.remove === true ? 'remove' : 'update'
    for (const target of targets) {
      if (field === 'update')
        this.#addUpdate(valueAt(document, target), update, { place: target, file, keys: [...keys, field] })
      // The items behind a removed one have other indexes then.
      else if (!Array.isArray(valueAt(document, target.slice(0, -1))))
        this.#written.push({ place: target, file, keys: [...keys, field] })
    }
  }

  /** What the document has already is not written: an update is merged into it. */
  #addUpdate(existing: unknown, update: unknown, { place, file, keys }: Written): void {
    if (isObject(existing) && isObject(update)) {
      for (const [key, value] of Object.entries(update)) {
        const before = Object.hasOwn(existing, key) ? existing[key] : undefined
        this.#addUpdate(before, value, { place: [...place, key], file, keys: [...keys, key] })
      }
    } else if (Array.isArray(existing)) this.#written.push({ place, file, keys, appendsTo: existing.length })
    else this.#written.push({ place, file, keys })
  }

  /** The last action that wrote the value; undefined if none did. */
  find(keys: Keys): Origin | undefined {
    for (const written of this.#written.toReversed()) {
      const { place, file, appendsTo } = written
      if (!startsWith(keys, place)) continue
      const rest = keys.slice(place.length)
      if (appendsTo === undefined) return { file, keys: [...written.keys, ...rest] }
      const [index, ...below] = rest
      if (index !== undefined && Number(index) >= appendsTo)
        return { file, keys: [...written.keys, Number(index) - appendsTo, ...below] }
    }
    return undefined
  }
}

function startsWith(keys: Keys, start: Keys): boolean {
  return start.length <= keys.length && start.every((key, index) => String(key) === String(keys[index]))
}
