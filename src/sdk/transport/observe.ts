/** Hooks, logger and tracing: what observes the requests of a client. */
import type { LatchkeyError } from '../errors/latchkey-error.ts'
import type { Progress } from './progress.ts'

/** What a client reports about a request. */
export interface RequestEvent extends Readonly<Progress> {}

export interface ResponseEvent extends RequestEvent {
  readonly status: number
  /** The id of the request. Support can find the request by it. */
  readonly requestId: string | undefined
  /** How many seconds the server asks to wait before the next request (`Retry-After`). */
  readonly retryAfter: number | undefined
  /** How many milliseconds passed from sending the request to the end of the response. */
  readonly duration: number
}

export interface RetryEvent extends RequestEvent {
  /** How many milliseconds pass before the next request is sent. */
  readonly wait: number
  /** The status of the response that is retried; undefined if no complete response arrived. */
  readonly status: number | undefined
  /** Why no complete response arrived; undefined if one did. */
  readonly error: LatchkeyError | undefined
}

export interface ErrorEvent extends RequestEvent {
  readonly error: LatchkeyError
}

interface Events {
  /** A request is sent. */
  readonly request: RequestEvent
  /** A response arrived, with any status. */
  readonly response: ResponseEvent
  /** The request failed and will be sent again after a wait. */
  readonly retry: RetryEvent
  /** The call failed: no complete response arrived, or the response is a redirect. */
  readonly error: ErrorEvent
}

/** Functions that are called for the requests of a client. What they throw is ignored. */
export type Hooks = { readonly [Type in keyof Events]?: ((event: Events[Type]) => void) | undefined }

/**
 * Runs the work of a call: `openTelemetry(tracer)`, or your own function. It must return what the work returns and throw
 * what the work throws.
 *
 * @param call What is known of the call. It is updated during the call: `attempts` counts the requests.
 */
export type Tracing = (call: RequestEvent, work: () => Promise<Response>) => Promise<Response>

/** What writes log messages: `console`, or a pino logger. */
export type Logger = { readonly [Level in LogLevel]: (event: object, message: string) => void }

/** From least to most severe. Requests and responses are `debug`, retries `warn`, errors `error`. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface ObserverOptions {
  readonly hooks?: Hooks | undefined
  /** Gets an object and a message for each request, response, retry and error. Defaults to no logger. */
  readonly logger?: Logger | undefined
  /** The least severe messages that the logger gets. Defaults to `warn`; `silent` turns logging off. */
  readonly logLevel?: LogLevel | 'silent' | undefined
}

export type Observe = <Type extends keyof Events>(type: Type, event: Events[Type]) => void

/** From most to least severe. */
const LEVELS: readonly string[] = ['error', 'warn', 'info', 'debug']

/** The other events are `debug`. */
const LEVEL_OF: { readonly [Type in keyof Events]?: LogLevel } = { retry: 'warn', error: 'error' }

/** What calls the hooks and the logger; undefined without either. */
export function createObserver({ hooks, logger, logLevel = 'warn' }: ObserverOptions): Observe | undefined {
  if (!hooks && !logger) return undefined
  return (type, event) => {
    const level = LEVEL_OF[type] ?? 'debug'
    // `silent`, like any other word that is not a level, is not found: -1 is below all levels.
    const isLogged = LEVELS.indexOf(level) <= LEVELS.indexOf(logLevel)
    if (logger && isLogged) ignoreErrors(() => logger[level](event, messageOf(type, event)))
    ignoreErrors(() => hooks?.[type]?.(event))
  }
}

function messageOf(
  type: string,
  { method, url, error }: RequestEvent & { readonly error?: Error | undefined },
): string {
  return `latchkey ${type}: ${error?.message ?? `${method} ${url}`}`
}

/** Observers must not change what happens, not even with a rejected promise: a key may have been created. */
async function ignoreErrors(report: () => unknown): Promise<void> {
  try {
    await report()
  } catch {}
}
