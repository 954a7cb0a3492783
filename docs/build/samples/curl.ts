/** A request as curl, for bash and zsh. */
import { type CurlRequest, withCredential, withHeader } from '../../../mock/server/curl.ts'
import type { SampleRequest } from './request.ts'
import { KEY_VARIABLE, SESSION_VARIABLE } from './variables.ts'

export function curlSample({ operation, credential, ids, selections, body }: SampleRequest, baseUrl: string): string {
  const path = ids.reduce((path, [name, value]) => path.replace(`{${name}}`, encodeURIComponent(value)), operation.path)
  const bare: CurlRequest = { method: operation.method, url: baseUrl + path, headers: [], query: [] }
  const variable = `$${credential?.isSession ? SESSION_VARIABLE : KEY_VARIABLE}`
  const credited = credential ? withCredential(bare, credential.carrier, variable) : bare
  return written({
    ...selections.reduce((request, { header, value }) => withHeader(request, header, String(value)), credited),
    ...(body !== undefined && { body }),
  })
}

function written({ method, url, query, headers, user, body }: CurlRequest): string {
  const search = query.map(([name, value]) => `${name}=${value}`).join('&')
  return [
    `curl ${quote(search === '' ? url : `${url}?${search}`)}`,
    ...(method === 'GET' || (method === 'POST' && body !== undefined) ? [] : [`-X ${method}`]),
    ...(user === undefined ? [] : [`-u ${quote(`${user}:`)}`]),
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quote(JSON.stringify(body))}`]),
  ].join(' \\\n  ')
}

/** In double quotes where the shell must fill in a variable, else in single ones where quotes are needed. */
function quote(text: string): string {
  if (/^[\w./:@=-]+$/.test(text)) return text
  return text.includes('$') ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`
}
