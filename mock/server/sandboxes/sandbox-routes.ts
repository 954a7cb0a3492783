import type { Context, Hono } from 'hono'
import { formatTime } from '../../engine/values/time.ts'
import { asAsked, BadControl } from '../bad-control.ts'
import { membersOf, readJson } from '../body.ts'
import { appOf, type Env, linksOf } from '../instance-routes.ts'
import { problem } from '../problem.ts'
import type { Sandbox, Sandboxes, SandboxOptions } from './sandboxes.ts'

/** Long enough for 128 bits in hexadecimal digits: who knows the id has the sandbox. */
const CHOSEN_ID = /^[\w-]{32,64}$/

/** `POST /sandboxes`, `PUT`, `GET` and `DELETE /sandboxes/{id}`, and all that is below a sandbox. */
export function addSandboxes(app: Hono<Env>, sandboxes: Sandboxes): void {
  const { path } = sandboxes
  const routes = new WeakMap<Sandbox, Hono<Env>>()
  const create = async (context: Context<Env>, id: string) => {
    const options = optionsOf(await readJson(context.req.raw))
    const sandbox = await asAsked(() => sandboxes.create(options, id))
    if (!sandbox) return alreadyThere(context)
    return context.json(describe(sandboxes, sandbox, context), 201, { Location: sandbox.instance.prefix })
  }
  app.post(path, context => create(context, sandboxes.newId()))
  app.all(path, context => notAllowed(context, ['POST']))
  app.put(`${path}/:id`, context => {
    const id = context.req.param('id')
    if (!CHOSEN_ID.test(id)) throw new BadControl('A sandbox id has 32 to 64 letters, digits, - and _, at random.')
    return create(context, id)
  })
  app.get(`${path}/:id`, context => {
    const sandbox = sandboxes.use(context.req.param('id'))
    return sandbox ? context.json(describe(sandboxes, sandbox, context)) : notThere(context)
  })
  app.delete(`${path}/:id`, context =>
    sandboxes.delete(context.req.param('id')) ? context.body(null, 204) : notThere(context),
  )
  app.all(`${path}/:id`, context => notAllowed(context, ['GET', 'HEAD', 'PUT', 'DELETE']))
  app.all(`${path}/:id/*`, context => {
    const sandbox = sandboxes.use(context.req.param('id'))
    if (!sandbox) return notThere(context)
    if (!['GET', 'HEAD', 'DELETE'].includes(context.req.method)) sandboxes.checkRoom()
    let below = routes.get(sandbox)
    if (!below) {
      below = appOf(sandbox.instance)
      routes.set(sandbox, below)
    }
    return below.fetch(context.req.raw, context.env)
  })
}

/** What is wrong with a value is said by what makes the sandbox. */
function optionsOf(body: unknown): SandboxOptions {
  const { system, seed, clock, scenario } = membersOf(body, ['system', 'seed', 'clock', 'scenario'])
  for (const [name, value] of Object.entries({ system, clock, scenario })) {
    if (value !== undefined && typeof value !== 'string') throw new BadControl(`/${name} must be text.`)
  }
  if (seed !== undefined && !(Number.isSafeInteger(seed) && Number(seed) >= 0))
    throw new BadControl('/seed must be a whole number, such as 1.')
  return Object.fromEntries(
    Object.entries({ system, seed, clock, scenario }).filter(([, value]) => value !== undefined),
  ) as SandboxOptions
}

function describe(sandboxes: Sandboxes, { id, instance, usedAt, holding }: Sandbox, { req }: Context<Env>) {
  const { origin } = new URL(req.url)
  return {
    id,
    system: instance.mock.contract.system,
    url: origin + instance.prefix,
    ...linksOf(instance, origin),
    clock: instance.mock.clock.toString(),
    records: holding.records,
    expires_at: formatTime(usedAt + sandboxes.idle),
  }
}

function notThere({ req }: Context<Env>): Response {
  const detail = 'There is no such sandbox, or nobody used it for so long that it ended. POST /sandboxes makes one.'
  return problem({ status: 404, code: 'sandbox_not_found', detail, path: req.path })
}

function alreadyThere({ req }: Context<Env>): Response {
  const detail = 'There is a sandbox with this id. Choose another one, at random.'
  return problem({ status: 409, code: 'sandbox_exists', detail, path: req.path })
}

function notAllowed({ req }: Context<Env>, methods: readonly string[]): Response {
  const detail = `${req.path} has no ${req.method}; it has ${methods.join(', ')}.`
  const headers = { Allow: methods.join(', ') }
  return problem({ status: 405, code: 'method_not_allowed', detail, path: req.path, headers })
}
