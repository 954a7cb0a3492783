import assert from 'node:assert/strict'
import { isLatchkeyError, type Latchkey, type LatchkeyOptions, type ProblemCode, type SystemId } from 'latchkey'

/** A running system, and how to reach it. */
export interface World<S extends SystemId> {
  readonly system: S
  /** With the base path, and without a trailing slash. */
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  /** Creates a client of the system with these options, for example credentials. */
  readonly client: (options?: Partial<LatchkeyOptions<S>>) => Latchkey<S>
  /** Moves the clock forward by an ISO 8601 duration such as `PT60M`. */
  readonly advance: (duration: string) => void
}

/**
 * Checks one promise of a system. `action` describes what the step does; `run` does it, and returns what it has found.
 * A step is reported only after its checks have passed.
 */
export type Step = <T>(name: string, action: string, run: () => Promise<StepResult<T>>) => Promise<T>

/** The result of a step in words, and the value that later steps need. */
export type StepResult<T> = readonly [result: string, value: T]

/** Checks everything that one system promises, step by step. */
export type Walk<S extends SystemId> = (world: World<S>, step: Step) => Promise<void>

/** A step failed: the system broke a promise. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError'
  /** The name of the step. */
  readonly step: string

  constructor(step: string, action: string, cause: unknown) {
    super(`${step} (${action}): ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.step = step
  }
}

export interface StepReport {
  readonly name: string
  readonly action: string
  readonly result: string
}

/**
 * Runs all steps of a walk in order.
 * @param onStep called after each step that passes
 * @throws {StepFailedError} at the first step that fails
 */
export async function takeWalk<S extends SystemId>(
  walk: Walk<S>,
  world: World<S>,
  onStep: (report: StepReport) => void,
): Promise<void> {
  await walk(world, async (name, action, run) => {
    try {
      const [result, value] = await run()
      onStep({ name, action, result })
      return value
    } catch (error) {
      throw new StepFailedError(name, action, error)
    }
  })
}

/**
 * Asserts that the SDK call is rejected with this status and code, and returns both as text.
 * @param fields other fields that the problem document must have
 */
export async function refused(
  call: Promise<unknown>,
  status: number,
  code: ProblemCode,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => (isLatchkeyError(thrown) ? thrown : Promise.reject(thrown)),
  )
  assert.equal(error ? `${error.status} ${error.code}` : 'success', `${status} ${code}`)
  const problem: Readonly<Record<string, unknown>> = { ...error?.problem }
  for (const [name, value] of Object.entries(fields)) assert.deepEqual(problem[name], value, `field ${name}`)
  return `${status} ${code}`
}

/** Asserts that the response is a problem document with this status and code, and returns both as text. */
export async function problem(response: Response, status: number, code: ProblemCode): Promise<string> {
  const body: unknown = await response.json()
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  assert.ok(typeof body === 'object' && body !== null && 'code' in body)
  assert.equal(`${response.status} ${body.code}`, `${status} ${code}`)
  return `${status} ${code}`
}

/** Runs the call `times` times concurrently, and counts the outcomes: `{ created: 5, '409 active_key_limit_reached': 15 }`. */
export async function atOnce(times: number, call: () => Promise<unknown>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const calls = Array.from({ length: times }, () =>
    call().then(
      () => 'created',
      (error: unknown) => (isLatchkeyError(error) ? `${error.status} ${error.code}` : Promise.reject(error)),
    ),
  )
  for (const outcome of await Promise.all(calls)) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
