import type { Mock } from '../../../../mock/api/types/mock.ts'
import type { Exchange as Logged } from '../../../../mock/engine/exchange.ts'
import { maskSecrets } from '../../../../mock/engine/values/mask.ts'
import { credentialParts } from '../../../../openapi/contract/carrier.ts'
import type { Operation } from '../../../../openapi/contract/contract.ts'
import type { Credential } from './credentials.ts'
import type { Transport } from './transport.ts'

export interface Values {
  readonly parameters: readonly {
    readonly in: 'path' | 'query' | 'header'
    readonly name: string
    readonly value: string
  }[]
  /** The body as typed, which may be invalid JSON. Not sent if it is empty. */
  readonly body: string
}

export interface Exchange {
  /** The request as sent, with credentials masked. */
  readonly request: string
  readonly response: Response
  /** Parsed JSON; undefined if the response has no body. */
  readonly body: unknown
  readonly refusal: Logged['refusal']
  readonly milliseconds: number
}

type Pair = [name: string, value: string]

export async function send(
  mock: Mock,
  transport: Transport,
  { method, path }: Operation,
  values: Values,
  credential: Credential | undefined,
): Promise<Exchange> {
  const { target, headers: addressing } = addressed(mock.contract.basePath + path, values, credential)
  const type: Pair[] = values.body === '' ? [] : [['Content-Type', 'application/json']]
  const headers = [...addressing, ...type]
  const started = performance.now()
  const response = await transport.send(target, {
    method,
    headers,
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
    body: text === '' ? undefined : JSON.parse(text),
    refusal: mock.requests.at(-1)?.refusal,
    milliseconds: performance.now() - started,
  }
}

/** The percent-encoded URL and the headers of a request. */
function addressed(url: string, { parameters }: Values, credential: Credential | undefined) {
  const carried = credential && credentialParts(credential.scheme.carrier, credential.value)
  const filled = (place: string) =>
    parameters.flatMap(one => (one.in === place ? [[one.name, one.value] satisfies Pair] : []))
  const path = filled('path').reduce((path, [name, value]) => path.replace(`{${name}}`, encodeURIComponent(value)), url)
  const search = new URLSearchParams([...Object.entries(carried?.query ?? {}), ...filled('query')]).toString()
  return {
    target: search === '' ? path : `${path}?${search}`,
    headers: [...Object.entries(carried?.headers ?? {}), ...filled('header')],
  }
}

/** The value of HTTP Basic contains the secret too, encoded. */
function maskHeader(value: string): string {
  const [, encoded] = /^Basic (\S+)$/.exec(value) ?? []
  return encoded === undefined ? maskSecrets(value) : `Basic base64(${maskSecrets(atob(encoded))})`
}
