/**
 * `npm run test:frameworks`: the projects of examples/frameworks with the packed package. Each generates its client, is
 * built, started, and used against the mock.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { run } from '../package/run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'latchkey-frameworks-'))
const started: ChildProcess[] = []

beforeAll(async () => {
  const source = join(root, 'examples/frameworks')
  cpSync(source, folder, { recursive: true, filter: path => !/node_modules|\/(build|dist|\.next|api)$/.test(path) })
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const printed = JSON.parse((await run('npm', pack, { cwd: root })).stdout)
  const [{ filename }] = Array.isArray(printed) ? printed : Object.values(printed)
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${filename}`]
  await run('npm', install, { cwd: folder })
})

afterAll(() => {
  for (const { pid } of started) if (pid !== undefined) process.kill(-pid)
  rmSync(folder, { recursive: true, force: true })
})

test('Vite: the project is checked, built and tested', async () => {
  const cwd = join(folder, 'vite')
  for (const script of ['generate', 'build', 'test']) await run('npm', ['run', script], { cwd })
})

test.each([
  ['next', [], (port: string) => ['start', '--', '--port', port]],
  ['sveltekit', ['check'], () => ['start']],
] as const)('%s: a page shows what the mock holds, and the fourth todo is refused', async (name, checks, command) => {
  const cwd = join(folder, name)
  for (const script of ['generate', ...checks, 'build'])
    await run('npm', ['run', script], { cwd, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } })
  const mock = `http://127.0.0.1:${await freePort()}`
  await start(
    'npx',
    ['latchkey', 'mock', '../todos.yaml', '--port', new URL(mock).port, '--strict'],
    cwd,
    `${mock}/todos`,
  )
  const port = String(await freePort())
  const page = `http://localhost:${port}`
  await start('npm', ['run', ...command(port)], cwd, page, { API_URL: mock, PORT: port })

  // A list has three records at first, which are as many as the rule allows.
  const records: unknown[] = await (await fetch(`${mock}/todos`)).json()
  const text = await (await fetch(page)).text()
  expect([...text.matchAll(/<li\b/g)]).toHaveLength(records.length)
  expect(records).toHaveLength(3)
  expect((await submit(page, text)).replaceAll(/<!--.*?-->/g, '')).toContain('Finish a todo first.')
})

/** Sends the form of the page as a browser without scripts does. @returns the page that it leads to */
async function submit(page: string, text: string): Promise<string> {
  const form = new FormData()
  // Next.js writes the id of the server action into the form.
  for (const [, name = '', value = ''] of text.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g))
    form.append(name, value)
  form.append('title', 'Eggs')
  // SvelteKit's server for Node.js takes itself to be behind a proxy that ends TLS.
  const headers = { Origin: page.replace('http:', 'https:'), Accept: 'text/html' }
  const response = await fetch(page, { method: 'POST', body: form, headers })
  return response.text()
}

/** Starts a program, and waits until it answers at a URL. */
async function start(
  command: string,
  args: readonly string[],
  cwd: string,
  url: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: 'pipe' })
  started.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += String(chunk)
    })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${command} ${args.join(' ')} ended:\n${output}`)
  })
  await Promise.race([ended, answers(url)])
  ended.catch(() => {})
}

async function answers(url: string): Promise<void> {
  while (
    !(await fetch(url).then(
      () => true,
      () => false,
    ))
  )
    await new Promise(resolve => setTimeout(resolve, 100))
}
