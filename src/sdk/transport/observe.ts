import type { LatchkeyError } from '../errors/latchkey-error.ts'
import type { Progress } from './progress.ts'

/** What a client tells about a request. */
export interface RequestEvent extends Readonly<Progress> {}

export interface ResponseEvent extends RequestEvent {
  readonly status: number
  /** The id of the request: say it when you ask for help. */
  readonly requestId: string | undefined
  /** Seconds after which the server wants to be asked again, at the earliest (`Retry-After`). */
  readonly retryAfter: number | undefined
  /** Milliseconds from sending the request to the end of the answer. */
  readonly duration: number
}

export interface RetryEvent extends RequestEvent {
  /** Milliseconds until the next request is sent. */
  readonly wait: number
  /** The answer that is not accepted; undefined where none came. */
  readonly status: number | undefined
  /** Why no answer came. */
  readonly error: LatchkeyError | undefined
}

export interface ErrorEvent extends RequestEvent {
  readonly error: LatchkeyError
}

interface Events {
  /** A request is sent. */
  readonly request: RequestEvent
  /** An answer came, whatever its status. */
  readonly response: ResponseEvent
  /** The request failed and is sent again, after a while. */
  readonly retry: RetryEvent
  /** The call failed without an answer, or with a redirect. */
  readonly error: ErrorEvent
}

/** Functions that watch the requests of a client. What they throw is ignored. */
export type Hooks = { readonly [Type in keyof Events]?: ((event: Events[Type]) => void) | undefined }

/**
 * Does the work of a call inside of something that watches over it: `openTelemetry(tracer)`, or a function of your own.
 * It gives what the work gives, and throws what that throws.
 *
 * @param call What is known of the call. It is kept up to date: `attempts` counts its requests.
 */
export type Tracing = (call: RequestEvent, work: () => Promise<Response>) => Promise<Response>

/** What messages are written with: `console`, or a logger of pino. */
export type Logger = { readonly [Level in LogLevel]: (event: object, message: string) => void }

/** From the most to the least: requests and answers are `debug`, retries `warn`, failures `error`. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface ObserverOptions {
  readonly hooks?: Hooks | undefined
  /** Gets an object and a message for each request, answer, retry and failure. None unless said. */
  readonly logger?: Logger | undefined
  /** The least important messages that the logger gets: `warn` unless said; `silent`: none. */
  readonly logLevel?: LogLevel | 'silent' | undefined
}

export type Observe = <Type extends keyof Events>(type: Type, event: Events[Type]) => void

const LEVELS: readonly string[] = ['error', 'warn', 'info', 'debug']

/** The levels of all that is not `debug`. */
const LEVEL_OF: { readonly [Type in keyof Events]?: LogLevel } = { retry: 'warn', error: 'error' }

/** Tells the hooks, and the logger where the level is right. */
export function observerOf({ hooks, logger, logLevel = 'warn' }: ObserverOptions): Observe | undefined {
  if (!hooks && !logger) return undefined
  return (type, event) => {
    const level: LogLevel = LEVEL_OF[type] ?? 'debug'
    // A word that is no level, as `silent`, is below all of them.
    const isLogged = LEVELS.indexOf(level) <= LEVELS.indexOf(logLevel)
    const { method, url, error }: Partial<RetryEvent> = event
    ignoreFailure(() => isLogged && logger?.[level](event, `latchkey ${type}: ${error?.message ?? `${method} ${url}`}`))
    ignoreFailure(() => hooks?.[type]?.(event))
  }
}

/** Who watches must not change what happens, by a rejected promise neither: a key may be created by now. */
async function ignoreFailure(tell: () => unknown): Promise<void> {
  try {
    await tell()
  } catch {}
}
