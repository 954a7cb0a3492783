/**
 * Random and hostile requests, in process, to every operation of all systems. None is answered with a 5xx, takes long or
 * gets a long problem, and one that is refused changes nothing.
 */
import { contracts } from '../../mock/generated/index.ts'
import type { Contract } from '../../openapi/contract/contract.ts'
import { authorized, dice, pathFor, pick, type Roll, valueFor } from '../engine/random-requests.ts'
import { type RequestOptions, type TestResponse, World } from '../engine/world.ts'
import { hostileBodies } from './hostile-bodies.ts'
import { LastingChanges } from './lasting-changes.ts'
import type { Attack } from './tool.ts'

/** How many requests one system gets. */
const REQUESTS = { short: 400, full: 50_000 }
/** After so many requests, the system starts again: a full one answers most requests with a limit. */
const RESTART = 1000
/** In milliseconds of the processor. A request of 1 MiB takes up to 50 on an idle machine. */
const LONG = 250
const LONG_PROBLEM = 64_000

const HOSTILE_TEXTS = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '\u0000',
  '{"__proto__":{"a":1}}',
  '1e999',
  '{"a":'.repeat(99),
  '\ud800',
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'get', 'x-y']
const SEGMENTS = [
  '',
  '.',
  '..',
  '%',
  '%2f',
  '%00',
  '%ff',
  '{key_id}',
  '__proto__',
  'constructor',
  'ö',
  ' ',
  '*',
  ':x',
  '?',
  '#',
]
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { authorization: 'Bearer' },
  { authorization: 'Bearer \t' },
  { authorization: `Basic ${'A'.repeat(10_000)}` },
  { authorization: `ApiKey ${'('.repeat(1000)}` },
  { authorization: `Bearer ${'ses_'.repeat(1000)}` },
  { 'x-warehouse-id': '9'.repeat(5000) },
  { 'x-warehouse-id': '-0' },
  { 'idempotency-key': 'x'.repeat(300) },
  { 'content-type': `application/json;${' '.repeat(5000)}` },
  { 'content-type': 'text/plain' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': `${'gzip,'.repeat(50)}gzip` },
  { 'content-length': '-1' },
]

export const fuzz: Attack = async ({ size, seed }) => {
  const violations: string[] = []
  const statuses = new Map<number, number>()
  let slowest = 0
  for (const [index, contract] of Object.values(contracts).entries()) {
    for (let done = 0; done < REQUESTS[size]; done += RESTART) {
      const fuzzer = await Fuzzer.of(contract, dice(seed * 1_000_003 + index * 1009 + done))
      for (let step = 0; step < Math.min(RESTART, REQUESTS[size] - done); step++) {
        const { violation, status, milliseconds } = await fuzzer.step()
        if (violation !== undefined) violations.push(`${contract.system}, request ${done + step}: ${violation}`)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        slowest = Math.max(slowest, milliseconds)
      }
    }
  }
  const requests = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  const accepted = [...statuses].reduce((sum, [status, count]) => (status < 300 ? sum + count : sum), 0)
  return { counts: { requests, accepted, statuses: statuses.size, 'slowest (ms)': slowest }, violations }
}

interface Tried {
  readonly status: number
  readonly milliseconds: number
  readonly violation: string | undefined
}

class Fuzzer {
  readonly #world: World
  readonly #changes: LastingChanges
  readonly #roll: Roll
  readonly #secrets: string[]
  readonly #ids: string[]
  readonly #cursors: string[] = []

  private constructor(world: World, changes: LastingChanges, roll: Roll, secrets: string[]) {
    this.#world = world
    this.#changes = changes
    this.#roll = roll
    this.#secrets = secrets
    const { resources } = world.engine.context.contract
    this.#ids = Object.values(resources).flatMap(({ seed = [] }) => seed.slice(0, 3).map(({ id }) => String(id)))
  }

  static async of(contract: Contract, roll: Roll): Promise<Fuzzer> {
    const changes = new LastingChanges(contract)
    const world = new World({ contract, seed: roll(1000), onChange: change => changes.add(change) })
    for (const collection of world.engine.context.store.collections())
      for (const entry of collection.entries()) changes.watch(entry)
    const emails = ['admin@north.example', 'manager@north.example', 'reader@north.example', 'admin@south.example']
    const secrets = await Promise.all(emails.map(email => world.signIn(email)))
    return new Fuzzer(world, changes, roll, secrets)
  }

  async step(): Promise<Tried> {
    const { call, options } = this.#roll(8) === 0 ? this.#hostile() : this.#likely()
    const changesBefore = this.#changes.count
    const start = process.cpuUsage()
    try {
      const response = await this.#world.request(call, options)
      const milliseconds = process.cpuUsage(start).user / 1000
      this.#learn(response)
      return {
        status: response.status,
        milliseconds,
        violation: this.#violation(call, response, milliseconds, this.#changes.count - changesBefore),
      }
    } catch (error) {
      // The runtime rejects some methods and headers before they are a request.
      const isNoRequest =
        error instanceof TypeError && /^(Headers\.|'.*' is not a valid HTTP method)/.test(error.message)
      const violation = isNoRequest ? undefined : `${call.slice(0, 200)} threw ${String(error)}`
      return { status: 0, milliseconds: 0, violation }
    }
  }

  #violation(call: string, { status, text }: TestResponse, milliseconds: number, changes: number): string | undefined {
    const shown = call.slice(0, 200)
    if (status >= 500) return `${shown} answered ${status}`
    if (status >= 400 && changes > 0) return `${shown} answered ${status} and changed ${changes} records`
    if (status >= 400 && text.length > LONG_PROBLEM) return `${shown} answered ${text.length} characters`
    if (milliseconds > LONG) return `${shown} took ${milliseconds} ms`
    return undefined
  }

  /** A request that the operation could accept. */
  #likely(): { call: string; options: RequestOptions } {
    const roll = this.#roll
    const { contract } = this.#world.engine.context
    const operation = pick(
      roll,
      contract.operations.filter(({ does }) => !does.startsWith('sign_out') || roll(10) === 0),
    )
    const prefix = (operation.resource && contract.resources[operation.resource]?.id?.prefix) ?? ''
    const ids = (roll(5) > 0 ? this.#ids.filter(id => id.startsWith(prefix)) : this.#ids).slice(-12)
    const path = pathFor(roll, operation, ids, this.#cursors.slice(-3))
    const { call, headers } = authorized(contract, `${operation.method} ${path}`, pick(roll, this.#secrets))
    if (roll(4) > 0) headers['x-warehouse-id'] = pick(roll, ['7', '8', '9', 'x'])
    if (roll(6) === 0) headers['idempotency-key'] = `k${roll(5)}`
    const body = operation.body && valueFor(roll, contract, operation.body.schema, ids)
    return { call, options: { headers, ...(operation.body && roll(30) > 0 && { body }) } }
  }

  /** A request that should be refused. */
  #hostile(): { call: string; options: RequestOptions } {
    const roll = this.#roll
    const as = pick(roll, this.#secrets)
    const { operations } = this.#world.engine.context.contract
    if (roll(40) === 0) {
      const { call, raw } = pick(roll, hostileBodies)
      return { call, options: { as, raw } }
    }
    const operation = pick(roll, operations)
    const path = operation.path.replace(/\{\w+\}/, () => pick(roll, [...SEGMENTS, 'x'.repeat(3000)]))
    const anywhere = `${path}/${pick(roll, SEGMENTS)}`
    const headers = roll(2) === 0 ? pick(roll, HEADERS) : {}
    const method = pick(roll, [operation.method, operation.method, ...METHODS])
    const hasBody = !['GET', 'HEAD', 'get'].includes(method)
    return {
      call: `${method} ${pick(roll, [path, path, anywhere])}`,
      options: { as, headers, ...(hasBody && { raw: pick(roll, HOSTILE_TEXTS) }) },
    }
  }

  #learn({ body }: TestResponse): void {
    if (typeof body.id === 'string') this.#ids.push(body.id)
    if (typeof body.secret === 'string') this.#secrets.splice(4, this.#secrets.length < 12 ? 0 : 1, body.secret)
    if (typeof body.next_cursor === 'string') this.#cursors.push(body.next_cursor)
  }
}
