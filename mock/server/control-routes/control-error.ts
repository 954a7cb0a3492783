/** Requests to the controls that are rejected. */
import { SeedError } from '../../api/fixtures/seed-error.ts'
import { ContractViolationError } from '../../engine/contract-violation-error.ts'
import { SnapshotError } from '../../engine/snapshot-error.ts'

/** A request to the controls is wrong. The message is the detail of the problem document. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: 400 | 413 | 415 | 422
  readonly code: string

  constructor(message: string, status: ControlError['status'] = 422, code = 'validation_failed') {
    super(message)
    this.status = status
    this.code = code
  }
}

/** What a mock throws if its arguments are wrong. */
const ARGUMENT_ERRORS = [RangeError, SeedError, SnapshotError, ContractViolationError]

/**
 * Calls a method of a mock with arguments from a request.
 * @throws {ControlError} if the mock rejects the arguments
 */
export async function withRequestArguments<T>(attempt: () => T | Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (error instanceof Error && ARGUMENT_ERRORS.some(type => error instanceof type))
      throw new ControlError(error.message)
    throw error
  }
}
