import { asAsked } from '../bad-control.ts'
import { readJson } from '../body.ts'
import type { Instance } from '../instance.ts'
import { problem } from '../problem.ts'
import { CONTROLS, type Control } from './routes.ts'

/**
 * Answers a request to the controls.
 * @param path below `/__mock`
 * @throws {BadControl}
 */
export async function answerControl(instance: Instance, request: Request, path: string): Promise<Response> {
  const url = new URL(request.url)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const controls = path === '/' ? [indexOf(url)] : CONTROLS.filter(control => control.path === path)
  const control = controls.find(control => control.method === method)
  if (!control) return controls.length === 0 ? notThere(url) : notAllowed(url, request.method, controls)
  const body = method === 'GET' ? undefined : await readJson(request)
  const answer = await asAsked(() => control.run({ instance, body, query: url.searchParams }))
  return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer)
}

/** `GET /__mock/`: what there is. */
function indexOf({ origin, pathname }: URL): Control {
  const base = origin + pathname.replace(/\/$/, '')
  const controls = CONTROLS.map(({ method, path, says, example }) => ({
    method,
    url: base + path,
    says,
    ...(example && { example }),
  }))
  return { method: 'GET', path: '/', says: 'This list.', run: () => ({ controls }) }
}

function notThere({ pathname }: URL): Response {
  const paths = [...new Set(CONTROLS.map(({ path }) => path))]
  const detail = `There is no such control; there are ${paths.join(', ')}. GET /__mock/ says what they do.`
  return problem({ status: 404, code: 'not_found', detail, path: pathname })
}

function notAllowed({ pathname }: URL, method: string, controls: readonly Control[]): Response {
  const allow = controls.flatMap(control => (control.method === 'GET' ? ['GET', 'HEAD'] : [control.method])).join(', ')
  const detail = `${pathname} has no ${method}; it has ${allow}.`
  return problem({ status: 405, code: 'method_not_allowed', detail, path: pathname, headers: { Allow: allow } })
}
