import type { Mock } from '../../../../mock/api/types.ts'
import type { Exchange as Logged } from '../../../../mock/engine/exchange.ts'
import { maskSecrets } from '../../../../mock/engine/values/mask.ts'
import { type CurlRequest, withCredential } from '../../../../mock/server/curl.ts'
import type { Operation } from '../../../../openapi/contract/contract.ts'
import type { Credential } from './credentials.ts'
import type { Way } from './way.ts'

export interface Values {
  readonly parameters: readonly {
    readonly in: 'path' | 'query' | 'header'
    readonly name: string
    readonly value: string
  }[]
  /** JSON as it was typed, right or wrong; empty: none is sent. */
  readonly body: string
}

export interface Exchange {
  /** As on the wire, with credentials masked. */
  readonly request: string
  readonly response: Response
  /** JSON; undefined where the answer has no body. */
  readonly answer: unknown
  readonly refusal: Logged['refusal']
  readonly milliseconds: number
}

export async function send(
  mock: Mock,
  way: Way,
  { method, path }: Operation,
  values: Values,
  credential: Credential | undefined,
): Promise<Exchange> {
  const request = requestOf({ method, url: mock.contract.basePath + path, headers: [], query: [] }, values, credential)
  const search = new URLSearchParams(request.query.map(pair => [...pair])).toString()
  const target = request.url + (search === '' ? '' : `?${search}`)
  const headers: readonly (readonly [name: string, value: string])[] = [
    ...request.headers,
    ...(request.user === undefined ? [] : [['Authorization', `Basic ${btoa(`${request.user}:`)}`] as const]),
    ...(values.body === '' ? [] : [['Content-Type', 'application/json'] as const]),
  ]
  const started = performance.now()
  const response = await way.send(target, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(values.body !== '' && { body: values.body }),
  })
  const text = await response.clone().text()
  return {
    request: [
      `${method} ${maskSecrets(target)}`,
      ...headers.map(([name, value]) => `${name}: ${maskHeader(value)}`),
      ...(values.body === '' ? [] : ['', values.body]),
    ].join('\n'),
    response,
    answer: text === '' ? undefined : JSON.parse(text),
    refusal: mock.requests.at(-1)?.refusal,
    milliseconds: performance.now() - started,
  }
}

function requestOf(bare: CurlRequest, { parameters }: Values, credential: Credential | undefined): CurlRequest {
  const { url, headers, query, ...credited } = credential
    ? withCredential(bare, credential.scheme.scheme.carrier, credential.value)
    : bare
  const filled = (place: string) =>
    parameters.flatMap(one => (one.in === place ? [[one.name, one.value] as const] : []))
  return {
    ...credited,
    url: filled('path').reduce((path, [name, value]) => path.replace(`{${name}}`, encodeURIComponent(value)), url),
    headers: [...headers, ...filled('header')],
    query: [...query, ...filled('query')],
  }
}

/** What is encoded for HTTP Basic holds the secret as well. */
function maskHeader(value: string): string {
  const [, encoded] = /^Basic (\S+)$/.exec(value) ?? []
  return encoded === undefined ? maskSecrets(value) : `Basic base64(${maskSecrets(atob(encoded))})`
}
