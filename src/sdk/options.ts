/** The options of a client. */
import type { KeyOrSession } from './credentials/key-or-session.ts'
import type { Fetch } from './fetch.ts'
import type { SystemId, Systems } from './generated/systems.ts'
import type { SystemTypes } from './system.ts'
import type { ObserverOptions, Tracing } from './transport/observe.ts'

/** Options of `new Latchkey`. */
export type LatchkeyOptions<System extends SystemId> = BaseOptions &
  KeyOrSession &
  OwnOptions<Systems[System]['options']> & {
    /** The system of the API. It decides which resources and methods the client has, and how a key is sent. */
    readonly system: System
  }

/** Options of `createClient`. */
export type ClientOptions<Types extends SystemTypes = SystemTypes> = BaseOptions &
  Types['credentials'] &
  Types['options']

/** All options that only some systems have, so that generic code knows the names. */
type OwnOptions<Own> = {
  readonly [Name in OptionName<Systems[SystemId]['options']>]?: OptionOf<Own, Name> | undefined
}

type OptionOf<Own, Name> = Own extends unknown ? (Name extends keyof Own ? Own[Name] : never) : never

type OptionName<Options> = Options extends unknown ? keyof Options : never

interface BaseOptions extends ObserverOptions {
  /**
   * The URL of the API, base path included: `https://shop.example/api/v1`. In a browser it can be relative to the page:
   * `/api/v1`.
   */
  readonly baseUrl: string | URL
  /** The function that sends the requests, such as `createMock({ system }).fetch`. Defaults to the global `fetch`. */
  readonly fetch?: Fetch | undefined
  /**
   * How many times a request is retried at most. Defaults to 2.
   *
   * A request is retried after a failed connection, a timeout, the statuses 408, 429 and 5xx, and the problem code
   * `idempotency_conflict`. The wait before a retry is random; its upper bound doubles each time. It is never shorter than
   * the server's `Retry-After`. A call that has too little time left for the wait fails at once.
   *
   * GET, PUT, PATCH and DELETE are retried. A retried DELETE can fail with `not_found`, because the first request was
   * carried out. A POST is retried only with an idempotency key: methods that create something send one.
   */
  readonly maxRetries?: number | undefined
  /** How many milliseconds each attempt may take, body included; 0 for no limit. Defaults to 60,000. */
  readonly timeout?: number | undefined
  /** How many milliseconds a call may take, with all attempts and waits; 0 for no limit. Defaults to 300,000. */
  readonly totalTimeout?: number | undefined
  /** Allows an API key in a browser, where every visitor of the page can read it. A session does not need this. */
  readonly dangerouslyAllowBrowser?: boolean | undefined
  /** Runs the work of each call: `openTelemetry(tracer)` makes a span of it. */
  readonly tracing?: Tracing | undefined
}
