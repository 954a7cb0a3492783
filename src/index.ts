/** The types of openapi-fetch that the members of `shop.fetch` have. */
export type {
  ClientMethod,
  ClientRequestMethod,
  FetchOptions,
  FetchResponse,
  MaybeOptionalInit,
  Middleware,
} from 'openapi-fetch'
export type { AnyLatchkey } from './sdk/any-latchkey.ts'
export type { Call, WithResponse } from './sdk/call.ts'
export type { BareClient, Client, ClientBase } from './sdk/client.ts'
export { createClient } from './sdk/create-client.ts'
export type { KeyOrSession } from './sdk/credentials/key-or-session.ts'
export { Secret, type WithSecrets } from './sdk/credentials/secret.ts'
export { LatchkeyAbortError } from './sdk/errors/abort-error.ts'
export { LatchkeyConnectionError } from './sdk/errors/connection-error.ts'
export type { UnknownProblem, UnknownRefusal } from './sdk/errors/failure.ts'
export { isLatchkeyError } from './sdk/errors/is-latchkey-error.ts'
export { LatchkeyError, type LatchkeyErrorOf } from './sdk/errors/latchkey-error.ts'
export type { Problem, ProblemCode } from './sdk/errors/problems.ts'
export { LatchkeyResponseError } from './sdk/errors/response-error.ts'
export { LatchkeyTimeoutError } from './sdk/errors/timeout-error.ts'
export type { Facts } from './sdk/facts.ts'
export type { Fetch, FetchInit, ResponseLike } from './sdk/fetch.ts'
export * from './sdk/generated/exports.ts'
export type { Schemas, SystemId, Systems } from './sdk/generated/systems.ts'
export { systemIds } from './sdk/generated/systems.ts'
export { createLatchkey, Latchkey, type RotateOptions } from './sdk/latchkey.ts'
export type { ClientOptions, LatchkeyOptions } from './sdk/options.ts'
export { nextPage } from './sdk/pages/next-page.ts'
export type { NextPage, PageRules, ReceivedPage } from './sdk/pages/page-rules.ts'
export type { AnyPage, ItemAt, Pages, PagesAt } from './sdk/pages/pages.ts'
export type { CreateOptions, ListOptions, RequestOptions, WithHeaders } from './sdk/request-options.ts'
export { writeBody } from './sdk/requests/write-body.ts'
export { writeParameter } from './sdk/requests/write-parameter.ts'
export type {
  BodyFormat,
  ParameterStyle,
  WriteBody,
  WriteParameter,
  WrittenBody,
} from './sdk/requests/writers.ts'
export type { Rotation, RotationOptions } from './sdk/rotation/rotation.ts'
export type {
  AnyFacts,
  CarriedOption,
  ErrorRules,
  HttpMethod,
  Operation,
  Operations,
  ResourceTable,
  System,
  SystemBase,
  SystemTypes,
} from './sdk/system.ts'
export type { SystemFacts } from './sdk/system-facts.ts'
export type {
  ErrorEvent,
  Hooks,
  Logger,
  LogLevel,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  Tracing,
} from './sdk/transport/observe.ts'
export { openTelemetry, type Span, type Tracer } from './sdk/transport/open-telemetry.ts'
export { type TypesWith, withResources } from './sdk/with-resources.ts'
