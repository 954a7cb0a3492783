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

type Attributes = Record<string, string | number>

// SpanKind.CLIENT and SpanStatusCode.ERROR, which are the same in all versions.
const CLIENT = 2
const ERROR = 2

/** Runs work in a span that is named as the semantic conventions say; without a tracer, just runs it. */
export async function trace(
  tracer: Tracer | undefined,
  method: string,
  url: string,
  progress: Progress,
  work: () => Promise<Response>,
): Promise<Response> {
  if (!tracer) return work()
  const { operation = method, path } = progress
  const { hostname, port, protocol } = new URL(url)
  const attributes = {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.full': url,
    ...(path && { 'url.template': path }),
  }
  return tracer.startActiveSpan(operation, { kind: CLIENT, attributes }, async span => {
    const fail = (type: string) => {
      span.setAttributes({ 'error.type': type })
      span.setStatus({ code: ERROR })
    }
    try {
      const response = await work()
      span.setAttributes({ 'http.response.status_code': response.status })
      if (!response.ok) fail(`${response.status}`)
      return response
    } catch (error) {
      fail((error as Error).name)
      throw error
    } finally {
      if (progress.attempts > 1) span.setAttributes({ 'http.request.resend_count': progress.attempts - 1 })
      span.end()
    }
  })
}
