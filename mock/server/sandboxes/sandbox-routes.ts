import type { Context, Hono } from 'hono'
import type { JsonObject } from '../../../openapi/contract/json.ts'
import { formatTime } from '../../../openapi/contract/time.ts'
import { ControlError, withRequestArguments } from '../control-routes/control-error.ts'
import { fieldsOf, readJson, textField } from '../control-routes/request-body.ts'
import type { Env } from '../env.ts'
import { appOf, linksOf } from '../instance-routes.ts'
import { methodNotAllowed, problem } from '../problem.ts'
import type { Sandbox, Sandboxes, SandboxOptions } from './sandboxes.ts'

/** At least 32 characters, which hold 128 bits as hexadecimal digits: anyone who knows the id may use the sandbox. */
const CHOSEN_ID = /^[\w-]{32,64}$/

/** Adds `POST /sandboxes`, `PUT`, `GET` and `DELETE /sandboxes/{id}`, and the routes of each sandbox. */
export function addSandboxes(app: Hono<Env>, sandboxes: Sandboxes): void {
  const { path } = sandboxes
  const routes = new WeakMap<Sandbox, Hono<Env>>()
  const create = async (context: Context<Env>, id: string) => {
    const options = optionsOf(await readJson(context.req.raw))
    const sandbox = await withRequestArguments(() => sandboxes.create(options, id))
    if (!sandbox) return idTaken(context)
    return context.json(describe(sandboxes, sandbox, context), 201, { Location: sandbox.instance.prefix })
  }
  app.post(path, context => create(context, sandboxes.newId()))
  app.all(path, context => methodNotAllowed(context.req.path, context.req.method, ['POST']))
  app.put(`${path}/:id`, context => {
    const id = context.req.param('id')
    if (!CHOSEN_ID.test(id))
      throw new ControlError('A sandbox id must be 32 to 64 random characters: letters, digits, - and _.')
    return create(context, id)
  })
  app.get(`${path}/:id`, context => {
    const sandbox = sandboxes.use(context.req.param('id'))
    return sandbox ? context.json(describe(sandboxes, sandbox, context)) : notFound(context)
  })
  app.delete(`${path}/:id`, context =>
    sandboxes.delete(context.req.param('id')) ? context.body(null, 204) : notFound(context),
  )
  app.all(`${path}/:id`, context =>
    methodNotAllowed(context.req.path, context.req.method, ['GET', 'HEAD', 'PUT', 'DELETE']),
  )
  app.all(`${path}/:id/*`, context => {
    const sandbox = sandboxes.use(context.req.param('id'))
    if (!sandbox) return notFound(context)
    if (!['GET', 'HEAD', 'DELETE'].includes(context.req.method)) sandboxes.assertRoom()
    let below = routes.get(sandbox)
    if (!below) {
      below = appOf(sandbox.instance)
      routes.set(sandbox, below)
    }
    return below.fetch(context.req.raw, context.env)
  })
}

/** Checks the types only. What creates the sandbox checks the values. */
function optionsOf(body: unknown): SandboxOptions {
  const fields = fieldsOf(body, ['system', 'seed', 'clock', 'scenario'])
  const system = optionalText(fields, 'system')
  const clock = optionalText(fields, 'clock')
  const scenario = optionalText(fields, 'scenario')
  const { seed } = fields
  if (seed !== undefined && !isSeed(seed)) throw new ControlError('/seed must be a whole number, such as 1.')
  return {
    ...(system !== undefined && { system }),
    ...(seed !== undefined && { seed }),
    ...(clock !== undefined && { clock }),
    ...(scenario !== undefined && { scenario }),
  }
}

const optionalText = (fields: JsonObject, name: string) =>
  fields[name] === undefined ? undefined : textField(fields, name)

const isSeed = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

function describe(sandboxes: Sandboxes, { id, instance, usedAt, usage }: Sandbox, { req }: Context<Env>) {
  const { origin } = new URL(req.url)
  return {
    id,
    system: instance.mock.contract.system,
    url: origin + instance.prefix,
    ...linksOf(instance, origin),
    clock: instance.mock.clock.toString(),
    records: usage.records,
    expires_at: formatTime(usedAt + sandboxes.idle),
  }
}

function notFound({ req }: Context<Env>): Response {
  const detail = 'There is no such sandbox. It may have expired. POST /sandboxes creates one.'
  // Without the path of the API below it: nothing is known of its secrets.
  const path = req.path.split('/', 3).join('/')
  return problem({ status: 404, code: 'sandbox_not_found', detail, path })
}

function idTaken({ req }: Context<Env>): Response {
  const detail = 'A sandbox with this id exists. Choose another random id.'
  return problem({ status: 409, code: 'sandbox_exists', detail, path: req.path })
}
