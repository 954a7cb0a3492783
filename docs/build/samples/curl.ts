/** A request as curl, for bash and zsh. */
import {
  type CurlRequest,
  curlOptions,
  shellQuote,
  withCredential,
  withHeader,
} from '../../../mock/server/banner/curl.ts'
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

const VARIABLES = [KEY_VARIABLE, SESSION_VARIABLE]

function written({ method, url, query, ...request }: CurlRequest): string {
  const search = query.map(([name, value]) => `${name}=${value}`).join('&')
  return [
    `curl ${shellQuote(search === '' ? url : `${url}?${search}`, VARIABLES)}`,
    ...(method === 'GET' || (method === 'POST' && request.body !== undefined) ? [] : [`-X ${method}`]),
    ...curlOptions(request, VARIABLES),
  ].join(' \\\n  ')
}
