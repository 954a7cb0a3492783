/** Browsers of the baseline that the README names. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const src = new URL('../../../src/index.ts', import.meta.url).href

// Each is missing in a browser of the baseline, such as Safari 16.4 or Chrome 110.
const PROGRAM = `
  for (const [owner, ...names] of [
    [URL, 'parse', 'canParse'],
    [AbortSignal, 'any'],
    [Promise, 'withResolvers', 'try'],
    [Array, 'fromAsync'],
    [Object, 'groupBy'],
    [Map, 'groupBy'],
    [Set.prototype, 'union', 'intersection', 'difference'],
    [globalThis, 'Iterator'],
  ])
    for (const name of names) delete owner[name]
  const { Latchkey, openTelemetry } = await import(${JSON.stringify(src)})
  const answers = [
    new Response('', { status: 503 }),
    new Response('', { status: 302, headers: { Location: 'https://login.example/' } }),
    Response.json({ data: [], next_cursor: null }),
  ]
  const span = { setAttributes() {}, setStatus() {}, end() {} }
  const tracer = { startActiveSpan: (name, options, work) => work(span) }
  const shop = new Latchkey({
    system: 'standard',
    baseUrl: 'http://mock.example',
    fetch: async () => answers.shift(),
    tracing: openTelemetry(tracer),
  })
  console.log(await shop.me.get().catch(error => error.code))
  for await (const order of shop.orders.list()) console.log(order)
  console.log('done')`

// Source: ggml-org/llama.cpp #8646
it('does all its work without what newer browsers have, such as URL.parse', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', PROGRAM])
  expect(stdout).toBe('unexpected_response\ndone\n')
})
