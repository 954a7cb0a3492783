/** One program with the packed package in every runtime: it must have the same result in all of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { describe, expect, inject, it } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import { servePage } from '../browser/serve-page.ts'
import { run } from './run.ts'
import { runtimes, untilInstalled } from './runtimes.ts'
import { openStage, type Stage } from './stage.ts'

await untilInstalled()
const { project } = inject('packed')

const report = {
  sdk: {
    client: 'Latchkey',
    secret: { is: true, shown: expect.stringMatching(/^lk_live_\*{4}\w{4}$/), length: 57 },
    me: 'api_key',
    keys: ['Key 1 active', 'Key 2 active', 'Key 3 active', 'Key 4 active', 'Key 5 active'],
    pages: 'as one',
    refusals: [
      { name: 'LatchkeyError', code: 'active_key_limit_reached', attempts: 1, limit: 5, used: 5 },
      { name: 'LatchkeyError', code: 'not_found', attempts: 1 },
      { name: 'LatchkeyError', code: 'invalid_key', attempts: 1 },
      { name: 'LatchkeyTimeoutError', code: 'timed_out', attempts: 2 },
      { name: 'LatchkeyAbortError', code: 'aborted', attempts: 1 },
      { name: 'LatchkeyConnectionError', code: 'connection_failed', attempts: 1 },
      { name: 'LatchkeyConnectionError', code: 'connection_failed', attempts: 1 },
      { name: 'LatchkeyResponseError', code: 'unexpected_response', attempts: 1 },
      { name: 'LatchkeyResponseError', code: 'unexpected_response', attempts: 1 },
    ],
    repeated: 3,
    reason: 'enough',
    rotated: {
      name: 'Key 1',
      old: 'key_revoked',
      new: 'api_key',
      spans: 'POST /api-keys/{key_id}/revoke',
      isOurs: true,
    },
  },
  mock: {
    secret: expect.stringMatching(/^wh_live_\*{4}\w{4}$/),
    shipments: expect.arrayContaining([expect.stringMatching(/^PO-/)]),
    ended: 'invalid_session',
  },
}

/** The output of a runtime: objects with secrets, which must be masked, and the report in the last line. */
function expectReport(printed: string, expected: object = report): void {
  expect(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).toEqual(expected)
  expect(printed).toMatch(/lk_live_\*{4}\w{4}/)
  expect(printed).not.toMatch(/(_live|ses)_\w{20}/)
}

/** Runs the program, and returns its output with the report in the last line. */
async function printedBy(bin: string, args: readonly string[], { bases }: Stage): Promise<string> {
  const env = { ...process.env, LATCHKEY_API_KEY: '', BASES: JSON.stringify(bases) }
  const { stdout, stderr } = await run(bin, args, { cwd: project, env })
  return stderr + stdout
}

describe('the packed package does the same in', () => {
  it.each([
    ['Node 22', runtimes.node22, [], 'esm.mjs'],
    ['Node 24', runtimes.node24, [], 'esm.mjs'],
    ['Node 26', runtimes.node26, [], 'esm.mjs'],
    ['Node 24, without generated code', runtimes.node24, ['--disallow-code-generation-from-strings'], 'esm.mjs'],
    ['Bun', runtimes.bun, [], 'esm.mjs'],
    // It may read no file, and no environment variable except its input.
    ['Deno', runtimes.deno, ['run', '--no-prompt', '--allow-net', '--allow-env=BASES'], 'esm.mjs'],
    ['Node 22, required', runtimes.node22, [], 'required.cjs'],
    ['Node 24, required', runtimes.node24, [], 'required.cjs'],
    ['Node 26, required', runtimes.node26, [], 'required.cjs'],
    ['Bun, required', runtimes.bun, [], 'required.cjs'],
  ])('%s', async (_, bin, args, entry) => {
    await using stage = await openStage(project)
    expectReport(await printedBy(bin, [...args, entry], stage))
  })

  it('workerd', async () => {
    await bundle('worker.mjs', { outfile: 'worker.bundle.mjs', conditions: ['workerd', 'worker'] })
    await using stage = await openStage(project)
    expectReport(await printedBy(runtimes.workerd, ['test', 'workerd.capnp'], stage))
  })
})

describe.each([
  ['in a browser', ''],
  ['in a browser with a strict policy', "default-src 'self'"],
])('%s', (_, policy) => {
  it('it does the same, and an API key requires an option', async () => {
    await bundle('page.mjs', { outfile: 'page.bundle.mjs' })
    await using stage = await openStage(project)
    await using served = await servePage({ 'page.js': read('page.bundle.mjs') }, stage.bases, policy)
    await using browser = await launchChromium()
    const page = await browser.newPage()
    let printed = ''
    page.on('console', message => {
      printed += `${message.text()}\n`
    })
    // The developer tools show more than the printed text.
    const tools = await page.context().newCDPSession(page)
    tools.on('Runtime.consoleAPICalled', event => {
      printed += `${JSON.stringify(event)}\n`
    })
    await tools.send('Runtime.enable')
    await page.goto(served.url)
    printed += await page.evaluate(reportIn(stage))
    expectReport(printed)
    expect(await page.evaluate("guard({ apiKey: 'lk_live_1' })")).toBe(
      'TypeError: An API key in a browser is public: use a session, or set dangerouslyAllowBrowser.',
    )
    expect(await page.evaluate("guard({ apiKey: 'lk_live_1', dangerouslyAllowBrowser: true })")).toBe('no objection')
    expect(await page.evaluate("guard({ session: 'ses_1' })")).toBe('no objection')
  })
})

describe.each([
  ['in one file', {}, 0],
  ['in several', { splitting: true }, 1],
])('a page that is bundled %s', (_, options, chunks) => {
  it('rotates keys without eval, and loads the code for it when it is needed', async () => {
    const folder = `page-${chunks}`
    await bundle('sdk-page.mjs', { outdir: folder, entryNames: 'page', ...options })
    const files = Object.fromEntries(readdirSync(join(project, folder)).map(name => [name, read(`${folder}/${name}`)]))
    await using stage = await openStage(project)
    await using served = await servePage(files, stage.bases, "default-src 'self'")
    await using browser = await launchChromium()
    const page = await browser.newPage()
    await page.goto(served.url)
    await page.waitForFunction('globalThis.report')
    const loadedLater: string[] = []
    page.on('request', request => {
      if (request.resourceType() === 'script') loadedLater.push(request.url())
    })
    expect(JSON.parse(await page.evaluate(reportIn(stage)))).toEqual({ ...report, mock: undefined })
    expect(loadedLater).toHaveLength(chunks)
  })
})

const read = (path: string) => readFileSync(join(project, path), 'utf8')

/** Runs the program in a page whose origin forwards to the servers. */
function reportIn({ bases }: Stage): string {
  return `report(${JSON.stringify(Object.fromEntries(Object.keys(bases).map(name => [name, `/${name}`])))})`
}

/** Bundles an entry of the program as users bundle a page or a worker. */
async function bundle(entry: string, options: BuildOptions): Promise<void> {
  await build({
    absWorkingDir: project,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
    ...options,
  })
}
