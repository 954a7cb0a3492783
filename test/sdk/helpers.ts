import { afterEach, beforeEach, expect, vi } from 'vitest'
import { type Fetch, Latchkey, LatchkeyError, type LatchkeyOptions } from '../../src/index.ts'

/** A client of the standard system at a server. */
export function shopAt(baseUrl: string, options: Partial<LatchkeyOptions<'standard'>> = {}): Latchkey<'standard'> {
  return new Latchkey({ system: 'standard', baseUrl, ...(options as object) })
}

/** A `fetch` that responds to a `Request`. */
export function byRequest(respond: (request: Request) => Response | Promise<Response>): Fetch {
  return async (...args) => respond(new Request(...args))
}

/** What a call throws. The test fails if it throws nothing. */
export function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )
}

/** The `LatchkeyError` that a call throws. The test fails if it throws nothing, or something else. */
export async function failed(call: Promise<unknown>): Promise<LatchkeyError> {
  const error = await thrownBy(call)
  return error instanceof LatchkeyError ? error : expect.unreachable()
}

/** In each test of the file, retries do not wait: the random part of a wait is 0. All mocks are restored after it. */
export function retryAtOnce(): void {
  beforeEach(() => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })
}
