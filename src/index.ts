export type { Call, WithResponse } from './call.ts'
export { LatchkeyAbortError } from './errors/abort-error.ts'
export { LatchkeyConnectionError } from './errors/connection-error.ts'
export type { UnknownProblem, UnknownRefusal } from './errors/failure.ts'
export { isLatchkeyError } from './errors/is-latchkey-error.ts'
export { LatchkeyError } from './errors/latchkey-error.ts'
export { LatchkeyResponseError } from './errors/response-error.ts'
export { LatchkeyTimeoutError } from './errors/timeout-error.ts'
export * from './generated/resources.ts'
export type { Schemas, SystemId } from './generated/systems.ts'
export { systemIds } from './generated/systems.ts'
export { createLatchkey, Latchkey } from './latchkey.ts'
export type {
  ErrorEvent,
  Hooks,
  Logger,
  LogLevel,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  Tracing,
} from './observe.ts'
export { openTelemetry, type Span, type Tracer } from './open-telemetry.ts'
export type { Fetch, LatchkeyOptions } from './options.ts'
export type { Pages } from './pages.ts'
export type { Problem, ProblemCode } from './problems.ts'
export type { CreateOptions, ListOptions, RequestOptions } from './request-options.ts'
export type { RotateOptions } from './rotate.ts'
export { Secret } from './secret.ts'
export type { SystemFacts } from './system-facts.ts'
