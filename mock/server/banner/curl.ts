/** Lines for curl. */
import { type Carrier, credentialParts } from '../../../openapi/contract/carrier.ts'

/** A request for curl. Values, except in the body, may contain a shell variable: `$KEY`. */
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

/** The shell variable that stands for a credential in the lines of the banner. */
const VARIABLES = ['KEY']

/** One line for a POSIX shell, bash or zsh. */
export function curlLine({ method, url, query, ...request }: CurlRequest): string {
  const search = query.map(([name, value]) => `${encodeURIComponent(name)}=${value}`).join('&')
  return [
    'curl -sS',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    shellQuote(search === '' ? url : `${url}?${search}`, VARIABLES),
    ...curlOptions(request, VARIABLES),
  ].join(' ')
}

/** The options of curl for everything but the method and the URL. */
export function curlOptions(
  { headers, user, body }: Pick<CurlRequest, 'headers' | 'user' | 'body'>,
  variables: readonly string[],
): readonly string[] {
  return [
    ...(user === undefined ? [] : [`-u ${shellQuote(`${user}:`, variables)}`]),
    ...headers.map(([name, value]) => `-H ${shellQuote(`${name}: ${value}`, variables)}`),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${shellQuote(JSON.stringify(body), variables)}`]),
  ]
}

/**
 * One argument for a POSIX shell. Double quotes let the shell fill in a variable; single quotes keep every character.
 *
 * @param variables the names of the variables that the shell fills in
 */
export function shellQuote(text: string, variables: readonly string[]): string {
  if (/^[\w./:@=-]+$/.test(text)) return text
  const names = variables.map(name => `${name}\\b`).join('|')
  if (new RegExp(`\\$(${names})`).test(text))
    return `"${text.replace(new RegExp(`["\`\\\\]|\\$(?!${names})`, 'g'), '\\$&')}"`
  return `'${text.replaceAll("'", "'\\''")}'`
}
