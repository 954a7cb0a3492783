import type { Exchange } from '../engine/engine.ts'
import type { Mask } from './mask.ts'

/**
 * One line about one request: `POST /api/v1/api-keys 409 0.8 ms active_key_limit_reached, by limits at #/components/...`
 *
 * @param url of the request; what it holds of secrets is not shown
 * @param milliseconds from its arrival to its answer
 * @param exchange what the engine says about it; undefined for the server's own pages and for failures
 */
export function requestLine(
  mask: Mask,
  { method, url }: { readonly method: string; readonly url: string },
  status: number,
  milliseconds: number,
  exchange: Exchange | undefined,
): string {
  const line = `${method} ${mask.target(targetOf(url))} ${status} ${milliseconds.toFixed(1)} ms`
  const refusal = exchange?.refusal
  if (!refusal) return line
  return `${line} ${refusal.code}, by ${refusal.rule}${refusal.at === '' ? '' : ` at ${refusal.at}`}`
}

/** The path and the query, as they were sent. */
function targetOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  return start < 0 ? '/' : url.slice(start)
}
