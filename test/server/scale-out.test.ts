/** Two servers behind nginx, as examples/scale-out describes them. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { Latchkey } from './process.ts'

const hasNginx = spawnSync('nginx', ['-v']).status === 0
if (!hasNginx)
  console.warn('NOT TESTED: examples/scale-out, because nginx is missing. Run: apt-get install nginx-light')

describe.runIf(hasNginx)('two servers behind one address', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-nginx-'))
  const servers: Latchkey[] = []
  let nginx: ChildProcess
  let front = ''

  beforeAll(async () => {
    servers.push(...(await Promise.all([Latchkey.mock(), Latchkey.mock()])))
    const port = await freePort()
    front = `http://127.0.0.1:${port}`
    const [first, second] = servers.map(({ origin }) => new URL(origin).host)
    const configuration = readFileSync(new URL('../../examples/scale-out/nginx.conf', import.meta.url), 'utf8')
      .replace('127.0.0.1:4011', String(first))
      .replace('127.0.0.1:4012', String(second))
      .replace('127.0.0.1:4010', `127.0.0.1:${port}`)
      .replace('/tmp/latchkey-nginx.pid', join(folder, 'pid'))
    writeFileSync(join(folder, 'nginx.conf'), configuration)
    nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'ignore' })
    await answers(front)
  })

  afterAll(async () => {
    nginx.kill()
    for (const server of servers) server.signal('SIGTERM')
    await Promise.all([once(nginx, 'close'), ...servers.map(server => server.ended())])
    rmSync(folder, { recursive: true })
  })

  test('a sandbox is on one server, and its rules hold while many are used concurrently', async () => {
    const sandboxes = await Promise.all(Array.from({ length: 20 }, makeSandbox))
    expect(new Set(sandboxes.map(({ id }) => id)).size).toBe(20)
    for (const { id, url } of sandboxes) expect(url).toBe(`${front}/sandboxes/${id}`)

    const outcomes = await Promise.all(sandboxes.map(({ url }) => createSixKeys(url)))
    for (const outcome of outcomes) expect(outcome).toEqual([201, 201, 201, 201, 201, 409])

    const homes = await Promise.all(sandboxes.map(({ id }) => homesOf(id)))
    for (const home of homes) expect(home.filter(Boolean)).toHaveLength(1)
    for (const index of servers.keys()) expect(homes.filter(home => home[index]).length).toBeGreaterThan(2)
  })

  test('a sandbox can be deleted', async () => {
    const { id, url } = await makeSandbox()
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    expect((await fetch(url)).status).toBe(404)
    expect(await homesOf(id)).toEqual([false, false])
  })

  test('only sandboxes are served, because each server has its own state for everything else', async () => {
    const answer = await fetch(`${front}/api/v1/me`)
    expect([answer.status, await answer.text()]).toEqual([404, `Create a sandbox: curl -X POST ${front}/sandboxes\n`])
  })

  async function makeSandbox(): Promise<{ readonly id: string; readonly url: string }> {
    const answer = await fetch(`${front}/sandboxes`, { method: 'POST' })
    expect(answer.status).toBe(201)
    return answer.json()
  }

  /** Whether each of the servers has the sandbox. */
  async function homesOf(id: string): Promise<boolean[]> {
    return Promise.all(servers.map(async ({ origin }) => (await fetch(`${origin}/sandboxes/${id}`)).ok))
  }
})

/** @returns the status of each response */
async function createSixKeys(url: string): Promise<number[]> {
  const post = (path: string, body: unknown, headers = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const session = await post('/sessions', { email: 'admin@north.example', password: 'password' })
  const { token } = await session.json()
  const statuses: number[] = []
  for (let key = 1; key <= 6; key++)
    statuses.push((await post('/api-keys', { name: `Key ${key}` }, { Authorization: `Bearer ${token}` })).status)
  return statuses
}

/** Waits until the server responds. */
async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error(`nginx does not answer at ${url}.`)
}
