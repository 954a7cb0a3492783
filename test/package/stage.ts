import type { IncomingMessage, RequestListener } from 'node:http'
import { answered, broken, closed, inTurn, ok, refused, silent } from '../sdk/fault-server.ts'
import { serve } from '../sdk/server.ts'
import { Latchkey } from '../server/process.ts'

/** The servers that the program sends requests to. */
export interface Stage extends AsyncDisposable {
  /** The base URLs for the program. */
  readonly bases: Readonly<Record<string, string>>
}

/** A new mock of the packed package, and a server on which the first segment of the path selects a fault. */
export async function openStage(project: string): Promise<Stage> {
  const faults: Readonly<Record<string, RequestListener>> = {
    flaky: inTurn(busy, busy, ok),
    silent,
    closed,
    broken,
    redirected: answered(302, { Location: '/page' }),
    page: answered(200, { 'Content-Type': 'text/html' }, '<html>Sign in</html>'),
  }
  const bin = `${project}/node_modules/latchkey/dist/cli.js`
  const mock = await new Latchkey(['mock', '--port', '0'], {}, bin).listening()
  const server = await serve((request, response) => faults[firstPart(request)]?.(request, response))
  const faulty = Object.keys(faults).map(name => [name, new URL(`/${name}`, server.baseUrl).href])
  return {
    bases: { api: mock.api, ...Object.fromEntries(faulty) },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      mock.signal('SIGTERM')
      await mock.ended()
    },
  }
}

const busy = refused(503, 'busy', { 'Retry-After': '0' })

const firstPart = ({ url = '' }: IncomingMessage) => url.split('/')[1] ?? ''
