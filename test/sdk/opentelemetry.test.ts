/** `openTelemetry` with the real API of OpenTelemetry, which is an optional peer of the package. */
import {
  type Attributes,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  type SpanStatus,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { afterEach, expect, it } from 'vitest'
import { Latchkey, openTelemetry } from '../../src/index.ts'
import { ok, refused, serveInTurn } from './fault-server.ts'

afterEach(() => {
  trace.disable()
})

interface Ended {
  readonly name: string
  readonly kind: SpanKind | undefined
  readonly attributes: Attributes
  status?: SpanStatus
}

/** Registers what an application with tracing registers, and returns the spans that have ended since. */
function register(): Ended[] {
  const spans: Ended[] = []
  const startSpan: Tracer['startSpan'] = (name, { kind, attributes } = {}) => {
    const kept: Ended = { name, kind, attributes: { ...attributes } }
    const span: Span = Object.assign(trace.wrapSpanContext(INVALID_SPAN_CONTEXT), {
      setAttributes: (more: Attributes) => {
        Object.assign(kept.attributes, more)
        return span
      },
      setStatus: (status: SpanStatus) => {
        kept.status = status
        return span
      },
      end: () => void spans.push(kept),
    })
    return span
  }
  const startActiveSpan = ((name: string, options: object, work: (span: Span) => unknown) =>
    work(startSpan(name, options))) as Tracer['startActiveSpan']
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan, startActiveSpan }) })
  return spans
}

it('accepts a tracer, whose spans have the kind CLIENT and the result of the call', async () => {
  const tracer: Tracer = trace.getTracer('shop', '1.0.0')
  // The provider is often registered after the tracer was created: a tracer of the API delegates to it.
  const spans = register()
  await using server = await serveInTurn(ok, refused(404, 'not_found'))
  const shop = new Latchkey({ system: 'standard', baseUrl: server.baseUrl, tracing: openTelemetry(tracer) })
  await shop.apiKeys.get('key_1')
  await shop.me.get().catch(() => {})
  expect(spans).toMatchObject([
    { name: 'GET /api-keys/{key_id}', kind: SpanKind.CLIENT, attributes: { 'http.response.status_code': 200 } },
    {
      name: 'GET /me',
      kind: SpanKind.CLIENT,
      attributes: { 'http.response.status_code': 404, 'error.type': '404' },
      status: { code: SpanStatusCode.ERROR },
    },
  ])
  expect(spans[0]).not.toHaveProperty('status')
})

it('accepts the tracer of an application that records nothing', async () => {
  await using server = await serveInTurn(ok)
  const shop = new Latchkey({
    system: 'standard',
    baseUrl: server.baseUrl,
    tracing: openTelemetry(trace.getTracer('shop')),
  })
  expect(await shop.apiKeys.get('key_1')).toEqual({ id: 'key_1' })
})
