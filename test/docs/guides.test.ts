/** Every command and program of the guides is run: in the order of the page, against one server for each page. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { guideNames, readGuide } from '../../docs/build/pages/guides.ts'
import { ROOT } from '../../docs/build/paths.ts'
import { readSystems } from '../../docs/build/system.ts'
import { createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'
import { type Snippet, snippetsOf } from './snippets.ts'
import { stateFor } from './state.ts'

const run = promisify(execFile)
mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/guides-'))
const standard = readSystems().find(({ overlay }) => overlay === undefined)
const packageName = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly name: string }).name

afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const guides = guideNames.map(readGuide).filter(({ text }) => snippetsOf(text).length > 0)

describe.each(guides)('$name', ({ name, text }) => {
  const snippets = snippetsOf(text).map((snippet, index) => ({
    ...snippet,
    label: `${snippet.language} ${index + 1}`,
    index,
  }))

  // What a page writes down for its reader lies where its commands run.
  for (const { language, source } of snippets)
    if (language === 'yaml' && source.startsWith('overlay:'))
      writeFileSync(join(folder, 'my-platform.overlay.yaml'), source)

  test.each(snippets)('$label', async ({ index, ...snippet }) => {
    await runs(snippet, `${name}-${index}`)
  })
})

async function runs(snippet: Snippet, file: string): Promise<void> {
  switch (snippet.language) {
    case 'yaml':
      expect(parse(snippet.source)).toBeTypeOf('object')
      return
    case 'sh':
      return runCommands(snippet.source)
    case 'ts':
      return snippet.source.includes("from 'vitest'") ? runTest(snippet.source, file) : runProgram(snippet.source, file)
    default:
      throw new Error(`Nothing runs a snippet in ${snippet.language}.`)
  }
}

/** What a comment says that a line prints is what it prints. */
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
    const promised = [...source.matchAll(/console\.log\(.*\) \/\/ (\S+)$/gm)].map(([, value]) => value ?? '')
    for (const value of promised) expect(printed.map(masked)).toContain(masked(value))
    expect(printed.length).toBeGreaterThan(0)
  })
}

/** The last four characters of a secret are drawn at random. */
const masked = (text: string) => text.replace(/\*{4}\w{4}/, '****')

async function runTest(source: string, file: string): Promise<void> {
  const path = join(folder, `${file}.test.ts`)
  writeFileSync(path, source)
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const include = `--dir=${folder}`
  const { stdout } = await run(
    process.execPath,
    [vitest, 'run', '--config', join(ROOT, 'test/docs/guides.config.ts'), include, path],
    { cwd: ROOT },
  )
  expect(stdout).toMatch(/Tests.*1 passed/)
}

/** Installing is tested with the packed package; servers are started and stopped again; the rest is for bash. */
async function runCommands(source: string): Promise<void> {
  const lines = source.trim().split('\n')
  const isOwn = (line: string) => /^(npm install|npx latchkey) ?/.test(line)
  if (!lines.some(isOwn)) return runBash(source)
  for (const line of lines) {
    if (line.startsWith('npm install')) expect(line.split(' ').at(-1)).toBe(packageName)
    else if (line.startsWith('npx latchkey')) await startsServer(line.split(' ').slice(2))
    else throw new Error(`Nothing runs the command ${line}.`)
  }
}

async function runBash(source: string): Promise<void> {
  await withServer(source, async url => {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', source.replaceAll('http://127.0.0.1:4010', url)])
    const statuses = stdout.trim().split('\n')
    // A loop over six keys ends with the refusal.
    expect(statuses).toEqual(statuses.map((_, index) => (index === 5 ? '409' : expect.stringMatching(/^20[01]$/))))
  })
}

/** It prints where it listens; the port is taken from the system, for the one of the guide may be in use. */
async function startsServer(args: readonly string[]): Promise<void> {
  const free = args.flatMap((argument, index) => (argument === '-p' || args[index - 1] === '-p' ? [] : [argument]))
  const program = [join(ROOT, 'mock/cli/main.ts'), ...free, '-p', '0']
  const server = spawn(process.execPath, program, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(server, 'exit')
  let printed = ''
  server.stderr.on('data', chunk => {
    printed += chunk
  })
  for await (const chunk of server.stdout) {
    printed += chunk
    if (/http:\/\/127\.0\.0\.1:\d+/.test(printed)) break
  }
  server.kill()
  await ended
  expect(printed).toMatch(/http:\/\/127\.0\.0\.1:\d+/)
}

/** Somebody is signed in. A key is in the environment where the program does not say what to send. */
async function withServer(source: string, use: (url: string) => Promise<void>): Promise<void> {
  const needsKey = source.includes('new Latchkey') && !/session|apiKey/.test(source)
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
