import type { Progress } from './progress.ts'

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
 * Runs work in a span, with the name and the attributes of OpenTelemetry's semantic conventions for HTTP clients.
 */
export function trace(tracer: Tracer, progress: Progress, work: () => Promise<Response>): Promise<Response> {
  const { method, path, url } = progress
  const { hostname, port, protocol } = new URL(url)
  const attributes = {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.full': url,
    'url.template': path,
  }
  return tracer.startActiveSpan(path ? `${method} ${path}` : method, { kind: CLIENT, attributes }, async span => {
    const answer = work()
    const { ok, status, name }: Partial<Response & Error> = await answer.catch(error => error)
    const failure = ok ? undefined : (name ?? `${status}`)
    span.setAttributes({
      'http.response.status_code': status,
      'http.request.resend_count': Math.max(0, progress.attempts - 1),
      'error.type': failure,
    })
    if (failure) span.setStatus({ code: ERROR })
    span.end()
    return answer
  })
}
