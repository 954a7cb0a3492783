/** The packed package in an empty project, as users install it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, inject, test } from 'vitest'
import { bytesOf, MOST } from '../size/bytes.ts'
import { run } from './run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { project, files } = inject('packed')

const node = async (...args: string[]) => (await run(process.execPath, args, { cwd: project })).stdout.trim()

test('it has the build, the contracts and the files that a registry page shows, and no sources', () => {
  expect(files).toEqual(
    expect.arrayContaining(['dist/index.js', 'dist/index.cjs', 'dist/cli.js', 'openapi/generated/standard.json']),
  )
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md']))
  expect(files.filter(path => /^(src|mock|test|examples)\//.test(path))).toEqual([])
})

test('it has all files that the build loads, at once or later', async () => {
  const index = await readFile(join(project, 'node_modules/latchkey/dist/index.js'), 'utf8')
  const later = [...index.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, name]) => `dist/${name}`)
  expect(later).toHaveLength(2)
  expect(files).toEqual(expect.arrayContaining(later))
  // Nothing is imported at once: neither the one dependency, nor code that is loaded later.
  expect([...index.matchAll(/from "([^"]+)"/g)].map(([, name]) => name)).toEqual([])
})

// The documentation and the settings page are built for a release only. docs/build/archive.ts bounds the documentation.
// The command has a copy of the engine and of the contracts (2 MB), so that a start loads three files instead of sixty.
test('it is small: 1.65 MB packed, 8.3 MB unpacked and 130 files, without the documentation and the settings page', async () => {
  const measured = files.filter(path => path !== 'dist/docs.br' && !path.startsWith('dist/page/'))
  const contents = await Promise.all(measured.map(path => readFile(join(project, 'node_modules/latchkey', path))))
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)
  expect(measured.length).toBeLessThanOrEqual(130)
  expect(sum(contents.map(content => content.length))).toBeLessThanOrEqual(8_300_000)
  expect(sum(contents.map(content => gzipSync(content, { level: 9 }).length))).toBeLessThanOrEqual(1_650_000)
})

test('a page loads at most 9.3 kB for it', async () => {
  const { atOnce, later } = await bytesOf(`export { Latchkey } from 'latchkey'`, project)
  expect(atOnce).toBeLessThanOrEqual(MOST.atOnce)
  expect(later).toBeLessThanOrEqual(MOST.later)
})

test('it has the licence of each bundled package', async () => {
  const read = (path: string) => readFile(join(project, 'node_modules/latchkey', path), 'utf8')
  const licenses = await read('dist/THIRD-PARTY-LICENSES.txt')
  const programs = await Promise.all(files.filter(path => /^dist\/.*\.c?js$/.test(path)).map(read))
  // esbuild writes the source of the code as a comment.
  const origins = programs.flatMap(text => [...text.matchAll(/^ *\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)])
  const names = new Set(origins.map(([, name]) => name))
  expect(names).toContain('hono')
  for (const name of names) expect(licenses).toMatch(new RegExp(`^${name} \\d`, 'm'))
  expect(licenses).toContain('Yusuke Wada and Hono contributors')
})

test('a user installs three packages, which run nothing when they are installed', async () => {
  const lock = JSON.parse(await readFile(join(project, 'node_modules/.package-lock.json'), 'utf8'))
  const installed = Object.keys(lock.packages).flatMap(path => path.split('node_modules/').slice(1))
  expect(installed.sort()).toEqual(['latchkey', 'openapi-fetch', 'openapi-typescript-helpers'])
  for (const name of installed) {
    const { scripts = {} } = JSON.parse(await readFile(join(project, 'node_modules', name, 'package.json'), 'utf8'))
    const run = ['preinstall', 'install', 'postinstall'].filter(script => script in scripts)
    expect([name, run, existsSync(join(project, 'node_modules', name, 'binding.gyp'))]).toEqual([name, [], false])
  }
})

test('the SDK and the mock work together, imported by their names', async () => {
  const script = `
    import { Latchkey } from 'latchkey'
    import { createMock } from 'latchkey/mock'
    import { serve } from 'latchkey/mock/node'
    const mock = createMock({ system: 'secret-keys' })
    const server = await serve(mock)
    const shop = options => new Latchkey({ system: 'secret-keys', baseUrl: server.url + '/api/v1', ...options })
    const { token } = await shop().sessions.create({ email: 'admin@north.example', password: 'password' })
    const key = await shop({ session: token }).apiKeys.create({ title: 'Packed' })
    const me = await shop({ apiKey: key.secret }).me.get()
    console.log(me.type, me.user.email)
    await server.close()`
  expect(await node('--input-type=module', '-e', script)).toBe('api_key admin@north.example')
})

test('the contracts can be imported', async () => {
  const script = "import c from 'latchkey/openapi/warehouse.json' with { type: 'json' }; console.log(c.info.title)"
  expect(await node('--input-type=module', '-e', script)).toBe('Latchkey warehouse')
})

test.each([[['--system', 'warehouse']], [['--contract', join(root, 'test/contract/seventh.overlay.yaml')]]])(
  'npx latchkey mock %s answers',
  async args => {
    const server = spawn('npx', ['latchkey', 'mock', '--port', '0', ...args], { cwd: project, detached: true })
    let printed = ''
    for await (const chunk of server.stdout) {
      printed += String(chunk)
      if (printed.includes('Ctrl-C')) break
    }
    const api = /http:\/\/\S+\/api\/v1/.exec(printed)?.[0]
    expect((await fetch(`${api}/me`)).status).toBe(401)
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGINT')
    await once(server, 'exit')
  },
)
