/** The error of `restore`, and its guard. */
import { maskSecrets } from './values/mask.ts'

const BRAND: unique symbol = Symbol.for('latchkey.SnapshotError')

/** The value is not a snapshot of this system. The state is unchanged. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError'

  constructor(message: string) {
    super(maskSecrets(message))
  }

  get [BRAND](): true {
    return true
  }
}

/** Whether an error is a `SnapshotError`. Unlike `instanceof`, it also recognizes one of another copy of this package. */
export function isSnapshotError(error: unknown): error is SnapshotError {
  return BRAND in Object(error)
}
