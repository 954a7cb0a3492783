/** The mock through MSW: one handler compared with many, two ways to intercept, and the start time in a test file. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { getResponse, http, type RequestHandler } from 'msw'
import { setupServer } from 'msw/node'
import type { Contract } from '../../mock/index.ts'
import { startNetwork } from '../../mock/node.ts'
import { withManyOperations } from './engine.ts'
import { alternate, microseconds, type Row } from './measure.ts'
import { BASE, shopWith } from './shop.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export async function benchHandlers(): Promise<Row[]> {
  const few = await shopWith(100)
  const many = await shopWith(100, withManyOperations(few.mock.contract))
  const ask = (handlers: RequestHandler[]) => async () => {
    const request = new Request(`${BASE}/api-keys/${few.key.id}`, { headers: few.session })
    return (await getResponse(handlers, request))?.text()
  }
  const theirs = http.all('*/api/v1/*', ({ request }) => few.mock.fetch(request))
  const times = await alternate(3, {
    ours: () => microseconds(ask(few.mock.handlers)),
    manyOperations: () => microseconds(ask(many.mock.handlers)),
    theirs: () => microseconds(ask([theirs])),
    byOperation: () => microseconds(ask(eachOperation(few.mock.contract, few.mock.fetch)), 500),
  })
  const count = few.mock.contract.operations.length
  return [
    row(`a request through mock.handlers / http.all of MSW`, times.ours, times.theirs, 1.1),
    row(`mock.handlers / http.get and others, one for each of ${count} operations`, times.ours, times.byOperation, 1),
    row(
      `mock.handlers with ${many.mock.contract.operations.length} operations / ${count}`,
      times.manyOperations,
      times.ours,
      1.25,
    ),
  ]
}

/** One handler per operation, as generators of MSW handlers write them. The requested operation is the last one. */
function eachOperation({ operations }: Contract, answer: (request: Request) => Promise<Response>): RequestHandler[] {
  const asked = operations.filter(({ id }) => id === 'getApiKey')
  return [...operations.filter(({ id }) => id !== 'getApiKey'), ...asked].map(({ method, path }) => {
    const pattern = `*/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
    return http[method.toLowerCase() as 'get'](pattern, ({ request }) => answer(request))
  })
}

export async function benchInterception(): Promise<Row[]> {
  const { mock, session, key } = await shopWith(100)
  const ask = async () => (await fetch(`${BASE}/api-keys/${key.id}`, { headers: session })).text()
  const { ours, theirs, plain } = await alternate(5, {
    ours: async () => {
      using _ = startNetwork(mock)
      return await microseconds(ask, 200, 3)
    },
    theirs: async () => {
      const server = setupServer(...mock.handlers)
      server.listen()
      const time = await microseconds(ask, 200, 3)
      server.close()
      return time
    },
    plain: () =>
      microseconds(async () => (await mock.fetch(`${BASE}/api-keys/${key.id}`, { headers: session })).text(), 200, 3),
  })
  return [
    row('a call of fetch: startNetwork / setupServer', ours, theirs, 0.5),
    row('a call: mock.fetch / startNetwork', plain, ours, 0.5),
  ]
}

/** Milliseconds by which the mock may start later than MSW in a test file. */
const ALLOWANCE = 20

export async function benchTestStart(): Promise<Row[]> {
  const { ours, theirs } = await alternate(9, {
    ours: () =>
      milliseconds(`
        const [{ createMock }, { startNetwork }] = await Promise.all([import('latchkey/mock'), import('latchkey/mock/node')])
        startNetwork(createMock())`),
    theirs: () => milliseconds(`const { setupServer } = await import('msw/node'); setupServer().listen()`),
  })
  const peer = theirs + ALLOWANCE
  return [
    {
      what: `load and start in a test: the mock and its network / setupServer of MSW and ${ALLOWANCE} ms`,
      ours,
      peer,
      unit: 'ms',
      ratio: ours / peer,
      most: 1,
    },
  ]
}

/** Runs in a separate process, with the built package. */
async function milliseconds(code: string): Promise<number> {
  const script = `const start = performance.now(); ${code}; console.log(performance.now() - start); process.exit()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: root })
  return Number(stdout)
}

const row = (what: string, ours: number, peer: number, most: number): Row => ({
  what,
  ours,
  peer,
  unit: 'us',
  ratio: ours / peer,
  most,
})
