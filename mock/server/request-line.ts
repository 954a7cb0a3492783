/** How a request is logged. */
import type { Summary } from '../engine/exchange.ts'
import type { Mask } from './mask.ts'

/** A request with its response. The log masks the secrets in it. */
export interface RequestEntry {
  readonly mask: Mask
  readonly method: string
  readonly url: string
  readonly status: number
  /** From the arrival of the request to its response. */
  readonly milliseconds: number
  /** What the engine reports; undefined for the server's own pages and for failures. */
  readonly exchange: Summary | undefined
}

/** For people: `POST /api/v1/api-keys 409 0.8 ms active_key_limit_reached, by limits at #/components/...` */
export function requestLine(entry: RequestEntry, isDetailed: boolean): string {
  const { mask, method, url, status, milliseconds, exchange } = entry
  const line = `${method} ${mask.target(targetOf(url))} ${status} ${milliseconds.toFixed(1)} ms`
  const refusal = exchange?.refusal
  const reason = refusal ? ` ${refusal.code}, by ${refusal.rule}${refusal.at === '' ? '' : ` at ${refusal.at}`}` : ''
  const detail = isDetailed && exchange ? ` [${exchange.operation ?? 'no operation'} ${exchange.requestId}]` : ''
  return line + reason + detail
}

/** For programs. */
export function requestFacts({ mask, method, url, status, milliseconds, exchange }: RequestEntry) {
  return {
    type: 'request',
    method,
    target: mask.target(targetOf(url)),
    status,
    milliseconds: Number(milliseconds.toFixed(1)),
    ...(exchange && { request_id: exchange.requestId }),
    ...(exchange?.operation !== undefined && { operation: exchange.operation }),
    ...(exchange?.refusal && { refusal: exchange.refusal }),
  }
}

/** The path and the query as they were sent. */
function targetOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start < 0 ? '/' : url.slice(start)
}
