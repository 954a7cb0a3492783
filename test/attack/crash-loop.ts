/**
 * A server that is killed again and again while clients write. After each restart, every change that a response reported
 * is there, and the server says nothing else than that it dropped a change without a response.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SeededRandom } from '../../mock/engine/values/random.ts'
import { Latchkey } from '../server/process.ts'
import type { Attack } from './tool.ts'

const KILLS = { short: 3, full: 200 }
const WORKERS = 4
/** The server is killed right after a response: at most the one with this number. */
const MOST = 60

interface Key {
  readonly id: string
  readonly secret: string
  /** What it may be: one state, or two while a request has no response. */
  allowed: readonly string[]
}

export const crashLoop: Attack = async ({ size, seed }) => {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-'))
  const random = new SeededRandom(seed)
  const file = join(directory, 'shop.state')
  const keys: Key[] = []
  const violations: string[] = []
  let responses = 0
  for (let kills = 1; kills <= KILLS[size]; kills++) {
    const latchkey = await Latchkey.mock('--state', file)
    violations.push(...(await differences(latchkey, keys)).map(text => `after ${kills - 1} kills: ${text}`))
    await revokeAll(latchkey, keys)
    let left = random.between('kill', 1, MOST)
    const onResponse = () => {
      responses++
      if (--left === 0) latchkey.signal('SIGKILL')
    }
    await Promise.all(Array.from({ length: WORKERS }, () => write(latchkey, keys, onResponse)))
    await latchkey.ended()
  }
  const last = await Latchkey.mock('--state', file)
  violations.push(...(await differences(last, keys)))
  last.signal('SIGTERM')
  if ((await last.ended()) !== 0) violations.push(`It did not end well: ${last.err}`)
  const text = readFileSync(file, 'utf8')
  if (keys.some(({ secret }) => text.includes(secret))) violations.push('The file holds a secret.')
  rmSync(directory, { recursive: true })
  return { counts: { kills: KILLS[size], responses }, violations }
}

/** Creates, renames, revokes and deletes keys until the server is killed. */
async function write(latchkey: Latchkey, keys: Key[], onResponse: () => void): Promise<void> {
  const send = sender(latchkey)
  try {
    for (let count = 1; ; count++) {
      const { id, secret } = await send('POST', '', { name: 'Load' })
      const key: Key = { id, secret, allowed: ['active Load'] }
      keys.push(key)
      onResponse()
      const change = async (next: string, ...request: Parameters<typeof send>) => {
        key.allowed = [...key.allowed, next]
        await send(...request)
        key.allowed = [next]
        onResponse()
      }
      await change('active Renamed', 'PATCH', `/${id}`, { name: 'Renamed' })
      await change('revoked Renamed', 'POST', `/${id}/revoke`)
      if (count % 2 === 0) await change('deleted', 'DELETE', `/${id}`)
    }
  } catch (error) {
    // `fetch` rejects with a TypeError if the connection breaks.
    if (!(error instanceof TypeError)) throw error
  }
}

/** Keys whose state a response did not report. */
async function differences(latchkey: Latchkey, keys: readonly Key[]): Promise<readonly string[]> {
  const { body } = await latchkey.ask('GET', '/__mock/state')
  const records: readonly { row: { id: string; status: string; name: string } }[] = body.records
  const states = new Map(records.map(({ row }) => [row.id, `${row.status} ${row.name}`]))
  const wrong = keys.flatMap(({ id, allowed }) => {
    const state = states.get(id) ?? 'deleted'
    return allowed.includes(state) ? [] : [`${id} is ${state}, not ${allowed.join(' or ')}`]
  })
  const last = keys.at(-1)
  if (!last) return wrong
  const { status } = await latchkey.ask('GET', '/api/v1/me', undefined, { Authorization: `Bearer ${last.secret}` })
  const expected = states.get(last.id)?.startsWith('active') ? 200 : 401
  return status === expected ? wrong : [...wrong, `${last.id} answers ${status}, not ${expected}`]
}

/** A user may have five active keys, and some of them may have been created without a response. */
async function revokeAll(latchkey: Latchkey, keys: readonly Key[]): Promise<void> {
  const send = sender(latchkey)
  const { data } = await send('GET', '?status=active&limit=100')
  for (const { id, name } of data) {
    await send('POST', `/${id}/revoke`)
    const key = keys.find(key => key.id === id)
    if (key) key.allowed = [`revoked ${name}`]
  }
}

/** Sends requests about keys, which must succeed. @param path below the list of keys */
function sender(latchkey: Latchkey) {
  const headers = { Authorization: `Bearer ${latchkey.token}` }
  return async (method: string, path: string, body?: object) => {
    const answer = await latchkey.ask(method, `/api/v1/api-keys${path}`, body, headers)
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}.`)
    return answer.body
  }
}
