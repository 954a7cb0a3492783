import type { Progress } from './progress.ts'

/** The part of a tracer of `@opentelemetry/api` that is used. */
export interface Tracer {
  startActiveSpan<Work extends (span: Span) => unknown>(
    name: string,
    options: { kind: number },
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

// SpanStatusCode.ERROR, which is the same in all versions.
const ERROR = 2

/**
 * Does work in a span that has begun, says in it what OpenTelemetry's semantic conventions for HTTP clients ask for, and
 * ends it. It is a module that is loaded when it is first needed: most programs trace nothing.
 */
export async function trace(span: Span, progress: Progress, work: () => Promise<Response>): Promise<Response> {
  const { method, path, url } = progress
  const { hostname, port, protocol } = new URL(url)
  span.setAttributes({
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.full': url,
    'url.template': path,
  })
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
}
