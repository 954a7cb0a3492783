import { maskPath } from '../engine/values/mask.ts'

/** The colors that MSW gives to statuses. */
const SUCCESS = '#69AB32'
const REFUSAL = '#E95F5D'

/**
 * Prints an answer in MSW's way, on one line: `[MSW] 12:00:00 POST https://shop.test/api/v1/api-keys createApiKey (201)`.
 * Of a refusal it says the code and the detail. What MSW prints besides, headers and bodies, holds credentials.
 * @param operation its id; undefined where the request matched none
 */
export async function logAnswer(request: Request, response: Response, operation: string | undefined): Promise<void> {
  const { origin, pathname } = new URL(request.url)
  const place = isHere(origin) ? '' : origin
  const problem = await problemOf(response)
  const status = problem ? `${response.status} ${problem.code}` : String(response.status)
  const line = `[MSW] ${time()} ${request.method} ${place}${maskPath(pathname)} ${operation ?? '(no operation)'}`
  const color = response.ok ? SUCCESS : REFUSAL
  const detail = problem ? [problem.detail] : []
  console.log(`${line.replaceAll('%', '%%')} (%c${status}%c)`, `color:${color}`, 'color:inherit', ...detail)
}

/** Only answers that are problems are read: others may show a secret. */
async function problemOf(response: Response): Promise<{ code: string; detail: string } | undefined> {
  if (response.headers.get('content-type') !== 'application/problem+json') return undefined
  const { code, detail } = await response.json()
  return { code: String(code), detail: String(detail) }
}

const isHere = (origin: string) => typeof location !== 'undefined' && location.origin === origin

const time = () => new Date().toTimeString().slice(0, 8)
