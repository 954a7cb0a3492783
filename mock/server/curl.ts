import { type Carrier, credentialParts } from '../../openapi/contract/carrier.ts'

/** A request as the shell gets it. Values, but for the body's, may hold the variable `$KEY`. */
export interface CurlRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Name and value of each. */
  readonly query: readonly (readonly [name: string, value: string])[]
  /** For HTTP Basic, with an empty password. */
  readonly user?: string
  /** JSON. */
  readonly body?: unknown
}

/** The request with a credential in the form that its carrier asks for. */
export function withCredential(request: CurlRequest, carrier: Carrier, value: string): CurlRequest {
  // curl encodes HTTP Basic itself, so that the value may be a variable of the shell.
  if (carrier.in === 'basic') return { ...request, user: value }
  const { headers, query } = credentialParts(carrier, value)
  return {
    ...request,
    headers: [...request.headers, ...Object.entries(headers)],
    query: [...request.query, ...Object.entries(query)],
  }
}

export function withHeader(request: CurlRequest, name: string, value: string): CurlRequest {
  return { ...request, headers: [...request.headers, [name, value]] }
}

/** One line for a POSIX shell, bash or zsh. */
export function curlLine({ method, url, headers, query, user, body }: CurlRequest): string {
  const search = query.map(([name, value]) => `${encodeURIComponent(name)}=${value}`).join('&')
  return [
    'curl -sS',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quote(search === '' ? url : `${url}?${search}`),
    ...(user === undefined ? [] : [`-u ${quote(`${user}:`)}`]),
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quote(JSON.stringify(body))}`]),
  ].join(' ')
}

/** In double quotes where the variable must be filled in, else in single ones, in which nothing means anything. */
function quote(text: string): string {
  if (/^[\w./:@=-]+$/.test(text)) return text
  if (/\$KEY\b/.test(text)) return `"${text.replace(/["`\\]|\$(?!KEY\b)/g, '\\$&')}"`
  return `'${text.replaceAll("'", "'\\''")}'`
}
