import type { Tracer } from '../../src/index.ts'

export interface Ended {
  readonly name: string
  readonly kind: number
  readonly attributes: Record<string, string | number | undefined>
  status: number | undefined
}

/** A tracer like that of `@opentelemetry/api`, which keeps its spans. */
export function tracer(): Tracer & { readonly ended: Ended[] } {
  const ended: Ended[] = []
  return {
    ended,
    startActiveSpan: (name, { kind, attributes }, work) => {
      const span: Ended = { name, kind, attributes: { ...attributes }, status: undefined }
      return work({
        setAttributes: more => Object.assign(span.attributes, more),
        setStatus: ({ code }) => {
          span.status = code
        },
        end: () => ended.push(span),
      }) as ReturnType<typeof work>
    },
  }
}
