/** What a control is. */
import type { JsonObject } from '../../../openapi/contract/json.ts'
import type { Instance } from '../instance.ts'

/** A call of a control. */
export interface ControlCall {
  readonly instance: Instance
  /** The JSON body; undefined if none was sent. */
  readonly body: unknown
  readonly query: URLSearchParams
}

/** A route below `/__mock` that inspects or changes a mock. */
export interface Control {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/__mock`. */
  readonly path: string
  readonly description: string
  /** A body that it accepts. */
  readonly example?: JsonObject
  /** @returns the response as JSON; undefined for a 204 */
  readonly run: (call: ControlCall) => unknown
}
