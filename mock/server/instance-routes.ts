import { type Context, Hono } from 'hono'
import type { Exchange } from '../engine/engine.ts'
import { answerControl } from './control-routes/answer.ts'
import type { Instance } from './instance.ts'
import type { Mask } from './mask.ts'

/** What goes with one request: whoever answers it leaves here what is to be said about it. */
export interface Visit {
  exchange?: Exchange
  mask?: Mask
  /** Whether there is to be no answer: the connection is to break. */
  isBroken?: boolean
}

export type Env = { Bindings: Visit }

const DOCUMENT_PATH = '/openapi.json'
export const CONTROLS_PATH = '/__mock'

/** Where the parts of an instance are. */
export function linksOf({ mock, prefix }: Instance, origin: string) {
  return {
    api: origin + mock.contract.basePath,
    contract: origin + prefix + DOCUMENT_PATH,
    controls: `${origin}${prefix}${CONTROLS_PATH}/`,
  }
}

/**
 * What an instance has at which path. All but its own few pages is for the engine, which finds the operation itself, and
 * says where the API is when a path is outside of it.
 * @param instance may give another one after a while, at the same place
 * @param more what its first page names besides, by paths
 */
export function addInstance(
  app: Hono<Env>,
  instance: () => Instance,
  more: Readonly<Record<string, string>> = {},
): void {
  const { prefix } = instance()
  const api = ({ req, env }: Context<Env>) => {
    const { answer, mask } = instance()
    env.mask = mask
    return answer(req.raw.method === 'HEAD' ? asGet(req.raw) : req.raw, exchange => {
      env.exchange = exchange
    })
  }
  const controls = ({ req }: Context<Env>) =>
    answerControl(instance(), req.raw, req.path.slice(prefix.length + CONTROLS_PATH.length) || '/')
  app.get(prefix || '/', context => {
    const { contract } = instance().mock
    const { origin } = new URL(context.req.url)
    return context.json({
      message: `This is a mock of ${contract.title}; nothing here is real.`,
      system: contract.system,
      version: contract.version,
      ...linksOf(instance(), origin),
      ...Object.fromEntries(Object.entries(more).map(([name, path]) => [name, origin + path])),
    })
  })
  app.get(prefix + DOCUMENT_PATH, async context => {
    const text = await instance().document()
    return text === undefined ? api(context) : context.body(text, 200, { 'Content-Type': 'application/json' })
  })
  app.all(`${prefix}${CONTROLS_PATH}/*`, controls)
  app.all(`${prefix}/*`, api)
}

/** No contract has HEAD: it is a GET whose body is not sent, and Hono does not send it. */
const asGet = ({ url, headers, signal }: Request) => new Request(url, { headers, signal })

/** An instance at the root of an app of its own. Its errors are for whoever asked. */
export function appOf(instance: Instance): Hono<Env> {
  const app = new Hono<Env>()
  addInstance(app, () => instance)
  return app.onError(error => {
    throw error
  })
}
