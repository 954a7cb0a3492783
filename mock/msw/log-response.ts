import type { Masks } from '../engine/values/mask.ts'
import { printable } from '../engine/values/printable.ts'

/** MSW's colors for statuses. */
const SUCCESS = '#69AB32'
const ERROR = '#E95F5D'

/**
 * Prints a response on one line, as MSW does: `[MSW] 12:00:00 POST https://shop.test/api/v1/api-keys createApiKey (201)`.
 * The line of a problem also has its code and detail. Headers and bodies, which MSW prints too, contain credentials.
 * @param operation the id of the operation; undefined if the request matches none
 */
export async function logResponse(
  request: Request,
  response: Response,
  operation: string | undefined,
  masks: Masks,
): Promise<void> {
  const { origin, pathname } = new URL(request.url)
  const place = isSameOrigin(origin) ? '' : origin
  const problem = await readProblem(response)
  const status = problem?.code === undefined ? String(response.status) : `${response.status} ${problem.code}`
  const line = `[MSW] ${time()} ${request.method} ${place}${masks.path(pathname)} ${operation ?? '(no operation)'}`
  const color = response.ok ? SUCCESS : ERROR
  const detail = problem ? [printable(problem.detail)] : []
  console.log(printable(`${line.replaceAll('%', '%%')} (%c${status}%c)`), `color:${color}`, 'color:inherit', ...detail)
}

/** Other bodies are not read, because they may contain a secret. */
async function readProblem(response: Response): Promise<{ code?: string; detail: string } | undefined> {
  // The response to HEAD has no body.
  if (response.headers.get('content-type') !== 'application/problem+json' || !response.body) return undefined
  const { code, detail } = await response.json()
  return { ...(code !== undefined && { code: String(code) }), detail: String(detail) }
}

const isSameOrigin = (origin: string) => typeof location !== 'undefined' && location.origin === origin

const time = () => new Date().toTimeString().slice(0, 8)
