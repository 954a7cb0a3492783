import type { Settings } from './options.ts'
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

/** Runs work in a span, with the name and the attributes of OpenTelemetry's semantic conventions for HTTP clients. */
export function trace(
  tracer: Tracer,
  { method, url }: Request,
  progress: Progress,
  { mask }: Settings,
  work: () => Promise<Response>,
): Promise<Response> {
  const { path } = progress
  const { hostname, port, protocol } = new URL(url)
  const attributes = {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'url.full': mask(url),
    ...(path && { 'url.template': path }),
  }
  return tracer.startActiveSpan(path ? `${method} ${path}` : method, { kind: CLIENT, attributes }, async span => {
    const end = (failure: string | false, attributes: Attributes) => {
      span.setAttributes({ ...attributes, 'http.request.resend_count': Math.max(0, progress.attempts - 1) })
      if (failure) span.setAttributes({ 'error.type': failure })
      if (failure) span.setStatus({ code: ERROR })
      span.end()
    }
    try {
      const response = await work()
      const { status, ok } = response
      end(!ok && `${status}`, { 'http.response.status_code': status })
      return response
    } catch (error) {
      end((error as Error).name, {})
      throw error
    }
  })
}
