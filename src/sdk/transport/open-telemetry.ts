import type { Tracing } from './observe.ts'

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

/** Those that are undefined count for nothing. */
type Attributes = Record<string, string | number | undefined>

// SpanKind.CLIENT and SpanStatusCode.ERROR, which are the same in all versions.
const CLIENT = 2
const ERROR = 2

/**
 * Makes a span of each call, all its attempts included, with what OpenTelemetry's semantic conventions for HTTP clients
 * ask for. It is named `GET /api-keys/{key_id}`; `GET` alone for a call of the bare client, whose path may hold an id.
 *
 * @example
 * import { trace } from '@opentelemetry/api'
 * const shop = new Latchkey({ system: 'standard', baseUrl, tracing: openTelemetry(trace.getTracer('shop')) })
 */
export function openTelemetry(tracer: Tracer): Tracing {
  return (call, work) => {
    const { method, path, url } = call
    // What is masked in it may make it no URL.
    const { hostname, port, protocol }: Partial<URL> = URL.parse(url) ?? {}
    // What samplers decide by, they have to know from the beginning.
    const attributes = {
      'http.request.method': method,
      'server.address': hostname,
      'server.port': hostname ? Number(port || (protocol === 'https:' ? 443 : 80)) : undefined,
      'url.full': url,
      'url.template': path,
    }
    return tracer.startActiveSpan(path ? `${method} ${path}` : method, { kind: CLIENT, attributes }, async span => {
      const answer = work()
      const { ok, status, name }: Partial<Response & Error> = await answer.catch(error => error)
      const failure = ok ? undefined : (name ?? `${status}`)
      span.setAttributes({
        'http.response.status_code': status,
        'http.request.resend_count': Math.max(0, call.attempts - 1),
        'error.type': failure,
      })
      if (failure) span.setStatus({ code: ERROR })
      span.end()
      return answer
    })
  }
}
