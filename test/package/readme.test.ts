/** The README's programs, run against the built package. */
import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'
import { withCommand } from '../docs/run/command.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const blocks = [...readme.matchAll(/```(?:ts|sh)\n([\s\S]*?)```/g)].map(([, code = '']) => code)
const blockWith = (text: string) => blocks.find(code => code.includes(text)) ?? ''
const withSdk = blockWith('isLatchkeyError(error)')
const inTest = blockWith("system: 'warehouse'")
const firstKey = blockWith('$API/sessions')
const toServer = blockWith('/__mock/clock')
const file = `${root}/dist/readme-example.ts`

afterAll(() => rmSync(file, { force: true }))

/** Inside the package, so that its name resolves to its build. */
async function runProgram(code: string, env: Record<string, string> = {}): Promise<string> {
  writeFileSync(file, code)
  return (await run(process.execPath, [file], { cwd: root, env: { ...process.env, ...env } })).stdout
}

test('the program for tests lists the shipments of one warehouse, and is rejected with a revoked key', async () => {
  const printed = await runProgram(inTest)
  expect(printed).toMatch(/^(PO-\S+\n)+key_revoked\n/)
  expect(printed).toContain("code: 'key_revoked'")
})

test('the requests to the server succeed', async () => {
  const strict = 'curl() { command curl -sS --fail-with-body "$@"; }\nset -e\n'
  await withCommand(['mock'], { cwd: root, program: `${root}/dist/cli.js` }, async url => {
    const { stdout } = await run('bash', ['-c', strict + toServer.replaceAll('http://127.0.0.1:4010', url)])
    expect(stdout).toContain('"now"')
    expect(stdout).toContain('"system":"user-keys"')
  })
})

test('the first key and the SDK program work against the server', async () => {
  const mock = createMock()
  const server = await serve(mock)
  const atServer = (code: string) => code.replaceAll('http://127.0.0.1:4010', server.url)
  const { stdout } = await run('bash', ['-c', atServer(firstKey)])
  expect(stdout).toContain('201 Created')
  const secret = /"secret":"([^"]+)"/.exec(stdout)?.[1] ?? ''
  const vault = 'const vault = { put: async (secret: string) => console.log(secret.length) }\n'
  const printed = await runProgram(vault + atServer(withSdk), { LATCHKEY_API_KEY: secret })
  await server.close()
  expect(printed).toContain('lk_live_****')
  expect(printed).toContain('57')
  expect(printed).not.toMatch(/lk_live_[0-9A-Za-z]{49}/)
})
