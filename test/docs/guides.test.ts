/** Runs every command and program of the guides, as a reader would. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { guideNames, readGuide } from '../../docs/build/pages/guides.ts'
import { ROOT } from '../../docs/build/paths.ts'
import { readSystems } from '../../docs/build/system.ts'
import { createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'
import { PROGRAM } from '../program.ts'
import { startCommand, withCommand } from './run/command.ts'
import { runWithDocument } from './run/own-document.ts'
import { runPage } from './run/page.ts'
import { runPlaywright } from './run/playwright.ts'
import { sendsSample } from './run/python.ts'
import { run } from './run/run.ts'
import { VitestRun } from './run/vitest.ts'
import { runWorkflow } from './run/workflow.ts'
import { type Snippet, snippetsOf } from './snippets.ts'
import { stateFor } from './state.ts'
import { TUTORIALS } from './tutorials.ts'

mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/guides-'))
const standard = readSystems().find(({ overlay }) => overlay === undefined)
const packageName = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly name: string }).name
const tests = new VitestRun(folder)

afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

// Those whose snippets build on each other have a test of their own.
const guides = guideNames
  .filter(name => !TUTORIALS.includes(name))
  .map(readGuide)
  .filter(({ text }) => snippetsOf(text).length > 0)
const isTest = ({ language, source }: Snippet) => /^tsx?$/.test(language) && source.includes("from 'vitest'")

describe.each(guides)('$name', ({ name, text }) => {
  const snippets = snippetsOf(text).map((snippet, index) => ({
    ...snippet,
    label: `${snippet.language} ${index + 1}`,
    file: `${name}-${index}`,
  }))
  for (const snippet of snippets) {
    // Commands in the guide use this file.
    if (snippet.language === 'yaml' && snippet.source.startsWith('overlay:'))
      writeFileSync(join(folder, 'my-platform.overlay.yaml'), snippet.source)
    if (snippet.language === 'yaml' && snippet.source.startsWith('openapi:'))
      writeFileSync(join(folder, 'openapi.yaml'), snippet.source)
    if (isTest(snippet)) tests.add(snippet.file, snippet.source, snippet.language)
  }

  test.each(snippets)('$label', ({ file, ...snippet }) => runs(snippet, file))
})

async function runs(snippet: Snippet, file: string): Promise<void> {
  const { language, source, output } = snippet
  switch (language) {
    case 'yaml':
      expect(parse(source)).toBeTypeOf('object')
      if (source.includes('npx latchkey')) await runWorkflow(parse(source), folder)
      return
    case 'sh':
      if (output === undefined) return runCommands(source)
      return source.includes('/api/v1') ? runWithShop(snippet) : runWithDocument('openapi.yaml', folder, snippet)
    case 'python':
      return sendsSample(source, standard?.samples.get('createApiKey'))
    case 'ts':
    case 'tsx':
      if (isTest(snippet)) return tests.passes(file)
      if (source.includes("from 'latchkey/config'")) return runConfig(source)
      if (source.includes("from '@playwright/test'")) return runPlaywright(folder, file, source)
      if (source.includes("from 'latchkey/mock/browser'")) return expectPrinted(source, await runPage(source))
      return runProgram(source, file)
    default:
      throw new Error(`Snippets in ${language} are not supported.`)
  }
}

/** The package finds itself by its name, so that the configuration imports the build. */
async function runConfig(source: string): Promise<void> {
  writeFileSync(join(folder, 'latchkey.config.ts'), source)
  const { stdout } = await run(process.execPath, [PROGRAM, 'generate'], { cwd: folder })
  expect(stdout).toContain('4 changed')
}

async function runProgram(source: string, file: string): Promise<void> {
  await withServer(source, async url => {
    const printed: string[] = []
    vi.spyOn(console, 'log').mockImplementation(value => void printed.push(String(value)))
    const path = join(folder, `${file}.ts`)
    writeFileSync(
      path,
      source.replaceAll('http://127.0.0.1:4010', url).replaceAll("'key.txt'", JSON.stringify(join(folder, 'key.txt'))),
    )
    await import(/* @vite-ignore */ path)
    expectPrinted(source, printed)
  })
}

/** Asserts that each line prints the value in its comment. */
function expectPrinted(source: string, printed: readonly string[]): void {
  const promised = [...source.matchAll(/console\.log\(.*\) \/\/ (\S+)$/gm)].map(([, value]) => value ?? '')
  for (const value of promised) expect(printed.map(masked)).toContain(masked(value))
  expect(printed.length).toBeGreaterThan(0)
}

/** Ignores the last four characters of a secret, which are random. */
const masked = (text: string) => text.replace(/\*{4}\w{4}/, '****')

/** Runs commands. `npm install` is tested with the packed package; servers are started and stopped; bash runs the rest. */
async function runCommands(source: string): Promise<void> {
  const lines = source.trim().split('\n')
  const isOwn = (line: string) => /^(npm install|npx latchkey) ?/.test(line)
  if (!lines.some(isOwn)) return /__mock|sandboxes/.test(source) ? runControls(source) : runBash(source)
  for (const line of lines) {
    if (line.startsWith('npm install')) expect(line.split(' ').at(-1)).toBe(packageName)
    else if (/^npx latchkey (lint|generate) /.test(line))
      await run(process.execPath, [PROGRAM, ...line.split(' ').slice(2)], { cwd: folder })
    else if (line.startsWith('npx latchkey')) await startOnce(line)
    else throw new Error(`Nothing runs the command ${line}.`)
  }
}

const started = new Set<string>()

/** Starts a server and stops it. Guides repeat commands, and only a file can differ from one guide to another. */
async function startOnce(line: string): Promise<void> {
  if (started.has(line) && !/\.yaml\b/.test(line)) return
  await withCommand(line.split(' ').slice(2), { cwd: folder }, async url => {
    expect((await fetch(`${url}/openapi.json`)).status).toBe(200)
  })
  started.add(line)
}

const inBash = (source: string, url: string) =>
  run('bash', ['-euo', 'pipefail', '-c', source.replaceAll('http://127.0.0.1:4010', url)])

async function runBash(source: string): Promise<void> {
  await withServer(source, async url => {
    const { stdout } = await inBash(source, url)
    const statuses = stdout.trim().split('\n')
    // The sixth key of a loop is rejected.
    expect(statuses).toEqual(statuses.map((_, index) => (index === 5 ? '409' : expect.stringMatching(/^20[01]$/))))
  })
}

/** Runs commands against the standard system, and asserts that they print what the guide says. */
async function runWithShop({ source, output }: Snippet): Promise<void> {
  await withServer(source, async url => expect((await inBash(source, url)).stdout).toBe(output))
}

let controlled: ReturnType<typeof startCommand> | undefined
afterAll(async () => (await controlled)?.stop())

/** Requests to the controls and for sandboxes always succeed. One server is enough for all of them. */
async function runControls(source: string): Promise<void> {
  controlled ??= startCommand(['mock'], { cwd: folder })
  const { url } = await controlled
  await fetch(`${url}/__mock/reset`, { method: 'POST' })
  const strict = 'curl() { command curl -sS --fail-with-body "$@"; }\n'
  const { stdout } = await inBash(strict + source, url)
  expect(stdout.length).toBeGreaterThan(0)
}

/** Sets a session and a key in the environment. A program without a credential uses the key. */
async function withServer(source: string, use: (url: string) => Promise<void>): Promise<void> {
  const needsKey = /new Latchkey|\$LATCHKEY_API_KEY/.test(source) && !/session|apiKey/.test(source)
  const operation = standard?.contract.operations.find(({ does }) => does === (needsKey ? 'identify' : 'sign_in'))
  if (!standard || !operation) throw new Error('There is no standard system.')
  const mock = createMock({ contract: standard.contract })
  const { session, key } = await stateFor(standard, mock, operation)
  const server = await serve(mock)
  vi.stubEnv('LATCHKEY_SESSION', session)
  vi.stubEnv('LATCHKEY_API_KEY', key)
  try {
    await use(server.url)
  } finally {
    await server.close()
  }
}
