import { JsonBody } from '../parts/ErrorCode.tsx'
import type { Exchange } from './send.ts'

/** Shows a request and its response. */
export function ExchangeView({ exchange: { request, headers, status, body, at } }: { readonly exchange: Exchange }) {
  const isGood = status !== undefined && status < 400
  return (
    <div className="exchange">
      <figure>
        <figcaption>Request</figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre tabIndex={0}>{[request, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\n')}</pre>
      </figure>
      <figure>
        <figcaption>
          Response <span className={isGood ? 'code good' : 'code bad'}>{status ?? 'none'}</span>{' '}
          <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString()}</time>
        </figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre tabIndex={0}>
          <JsonBody text={body} />
        </pre>
      </figure>
    </div>
  )
}
