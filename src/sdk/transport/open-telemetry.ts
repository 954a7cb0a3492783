/** Tracing with OpenTelemetry. */
import { isLatchkeyError } from '../errors/is-latchkey-error.ts'
import { parseUrl } from '../parse-url.ts'
import type { RequestEvent, Tracing } from './observe.ts'

/** The part of a tracer of `@opentelemetry/api` that is used. */
export interface Tracer {
  startActiveSpan<Work extends (span: Span) => unknown>(
    name: string,
    options: { kind: number; attributes: Attributes },
    work: Work,
  ): ReturnType<Work>
}

/** The part of a span of `@opentelemetry/api` that is used. */
export interface Span {
  setAttributes(attributes: Attributes): unknown
  setStatus(status: { code: number }): unknown
  end(): void
}

/** OpenTelemetry ignores attributes that are undefined. */
type Attributes = Record<string, string | number | undefined>

// SpanKind.CLIENT and SpanStatusCode.ERROR, which are the same in all versions.
const CLIENT = 2
const ERROR = 2

/**
 * Makes a span for each call, with all its attempts. The attributes are those of OpenTelemetry's semantic conventions for
 * HTTP clients. The name of a span is `GET /api-keys/{key_id}`. For a call of the bare client it is only `GET`, because
 * the path can hold an id.
 *
 * @example
 * import { trace } from '@opentelemetry/api'
 * const shop = new Latchkey({ system: 'standard', baseUrl, tracing: openTelemetry(trace.getTracer('shop')) })
 */
export function openTelemetry(tracer: Tracer): Tracing {
  return (call, work) => {
    const { method, path } = call
    const name = path ? `${method} ${path}` : method
    return tracer.startActiveSpan(name, { kind: CLIENT, attributes: attributesOf(call) }, async span => {
      try {
        const response = await work()
        endSpan(span, call, response.status, response.ok ? undefined : `${response.status}`)
        return response
      } catch (error) {
        // An unexpected response has a status as well.
        const status = isLatchkeyError(error) ? error.status : undefined
        endSpan(span, call, status, error instanceof Error ? error.name : 'Error')
        throw error
      }
    })
  }
}

/** The attributes that samplers decide by, which must be known from the start. */
function attributesOf({ method, path, url }: RequestEvent): Attributes {
  // A masked URL may not be valid.
  const { hostname, port, protocol } = parseUrl(url) ?? ({} as Partial<URL>)
  const defaultPort = protocol === 'https:' ? 443 : 80
  return {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': hostname ? Number(port || defaultPort) : undefined,
    'url.full': url,
    'url.template': path,
  }
}

/** @param errorType The status or the name of the error, if the call failed. */
function endSpan(span: Span, call: RequestEvent, status: number | undefined, errorType: string | undefined): void {
  span.setAttributes({
    'http.response.status_code': status,
    'http.request.resend_count': Math.max(0, call.attempts - 1),
    'error.type': errorType,
  })
  if (errorType) span.setStatus({ code: ERROR })
  span.end()
}
