import { SeedError } from '../api/seed-error.ts'
import { SnapshotError } from '../engine/snapshot-error.ts'

/** What is wrong with a request to the controls. */
export class BadControl extends Error {
  override readonly name = 'BadControl'
  readonly status: 400 | 404 | 413 | 422
  readonly code: string

  constructor(message: string, status: BadControl['status'] = 422, code = 'validation_failed') {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What a mock throws where it was asked for something that makes no sense; the messages are for the caller. */
const MISTAKES = [RangeError, SeedError, SnapshotError]

/**
 * Does what a caller asks of a mock.
 * @throws {BadControl} where the mock says that it makes no sense
 */
export async function asAsked<T>(attempt: () => T | Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Error && MISTAKES.some(kind => error instanceof kind)) throw new BadControl(error.message)
    throw error
  }
}
