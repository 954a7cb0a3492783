import { listOf } from '../../../openapi/contract/prose.ts'
import { type Masks, masksOf } from '../../engine/values/mask.ts'
import type { Instance } from '../instance.ts'
import { methodNotAllowed, problem } from '../problem.ts'
import type { Control } from './control.ts'
import { withRequestArguments } from './control-error.ts'
import { CONTROLS } from './controls.ts'
import { readJson } from './request-body.ts'

/** Whether there is a control at a path below `/__mock`. */
export function hasControl(path: string): boolean {
  return path === '/' || CONTROLS.some(control => control.path === path)
}

/**
 * Handles a request to the controls.
 * @param path below `/__mock`
 * @throws {ControlError} if the request is wrong
 */
export async function runControl(instance: Instance, request: Request, path: string): Promise<Response> {
  const url = new URL(request.url)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const controls = path === '/' ? [indexOf(url, instance)] : CONTROLS.filter(control => control.path === path)
  const control = controls.find(control => control.method === method)
  const masks = masksOf(instance.mock.contract)
  if (!control) return controls.length === 0 ? notFound(url, masks) : notAllowed(url, request.method, controls, masks)
  const body = method === 'GET' ? undefined : await readJson(request)
  const result = await withRequestArguments(() => control.run({ instance, body, query: url.searchParams }))
  // Some results have secrets, and none is worth keeping.
  const headers = { 'Cache-Control': 'no-store' }
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result, { headers })
}

/** `GET /__mock/`: the list of all controls. */
function indexOf({ origin, pathname }: URL, { mock }: Instance): Control {
  const base = origin + pathname.replace(/\/$/, '')
  const controls = CONTROLS.map(({ method, path, description, example }) => ({
    method,
    url: base + path,
    says: description,
    // The examples are about our own systems.
    ...(example && !mock.contract.lenient && { example }),
  }))
  return { method: 'GET', path: '/', description: 'Lists all controls.', run: () => ({ controls }) }
}

function notFound({ pathname }: URL, masks: Masks): Response {
  const paths = listOf(new Set(CONTROLS.map(({ path }) => path)))
  const detail = `There is no such control. The controls are ${paths}. GET /__mock/ describes them.`
  return problem({ status: 404, code: 'not_found', detail, path: pathname, masks })
}

function notAllowed({ pathname }: URL, method: string, controls: readonly Control[], masks: Masks): Response {
  const methods = controls.flatMap(control => (control.method === 'GET' ? ['GET', 'HEAD'] : [control.method]))
  return methodNotAllowed(pathname, method, methods, masks)
}
