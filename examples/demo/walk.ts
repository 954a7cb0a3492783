import assert from 'node:assert/strict'
import { isLatchkeyError, type Latchkey, type LatchkeyOptions, type ProblemCode, type SystemId } from 'latchkey'

/** A running system, and how to reach it. */
export interface World<S extends SystemId> {
  readonly system: S
  /** With the base path, without a slash at the end. */
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
  /** A client of the system, with the credentials given. */
  readonly client: (options?: Partial<LatchkeyOptions<S>>) => Latchkey<S>
  /** Lets time pass. ISO 8601: `PT60M`. */
  readonly advance: (duration: string) => void
}

/**
 * One thing that a system promises: what is done, and a check that says what came back.
 * A step is reported only after its check has passed.
 */
export type Step = <T>(name: string, does: string, run: () => Promise<Outcome<T>>) => Promise<T>

/** What came back, in words, and what later steps need of it. */
export type Outcome<T> = readonly [came: string, value: T]

/** Everything that one system promises, step by step. */
export type Walk<S extends SystemId> = (world: World<S>, step: Step) => Promise<void>

/** A step that did not come out as promised. */
export class Surprise extends Error {
  override readonly name = 'Surprise'
  /** The step's name. */
  readonly step: string

  constructor(step: string, does: string, cause: unknown) {
    super(`${step} (${does}): ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.step = step
  }
}

export interface Report {
  readonly name: string
  readonly does: string
  readonly came: string
}

/**
 * Takes a walk.
 * @param onStep called after each step that came out as promised
 * @throws {Surprise} at the first one that did not
 */
export async function take<S extends SystemId>(
  walk: Walk<S>,
  world: World<S>,
  onStep: (report: Report) => void,
): Promise<void> {
  await walk(world, async (name, does, run) => {
    try {
      const [came, value] = await run()
      onStep({ name, does, came })
      return value
    } catch (error) {
      throw new Surprise(name, does, error)
    }
  })
}

/**
 * The call must be refused with this status and code; says so.
 * @param members what the problem must say besides
 */
export async function refused(
  call: Promise<unknown>,
  status: number,
  code: ProblemCode,
  members: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => (isLatchkeyError(thrown) ? thrown : Promise.reject(thrown)),
  )
  assert.equal(error ? `${error.status} ${error.code}` : 'success', `${status} ${code}`)
  const problem: Readonly<Record<string, unknown>> = { ...error?.problem }
  for (const [name, value] of Object.entries(members)) assert.deepEqual(problem[name], value, `member ${name}`)
  return `${status} ${code}`
}

/** The response must be a problem document with this status and code; says so. */
export async function problem(response: Response, status: number, code: ProblemCode): Promise<string> {
  const body: unknown = await response.json()
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  assert.ok(typeof body === 'object' && body !== null && 'code' in body)
  assert.equal(`${response.status} ${body.code}`, `${status} ${code}`)
  return `${status} ${code}`
}

/** Runs the calls all at once and counts the outcomes: `{ created: 5, '409 active_key_limit_reached': 15 }`. */
export async function atOnce(times: number, call: () => Promise<unknown>): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {}
  const calls = Array.from({ length: times }, () =>
    call().then(
      () => 'created',
      (error: unknown) => (isLatchkeyError(error) ? `${error.status} ${error.code}` : Promise.reject(error)),
    ),
  )
  for (const outcome of await Promise.all(calls)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  return outcomes
}
