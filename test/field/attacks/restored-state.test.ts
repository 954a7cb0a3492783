/** States that someone has edited: a mock rejects them, or works with them. */
import { describe, expect, test } from 'vitest'
import { createMock, type Snapshot, SnapshotError } from '../../../mock/index.ts'
import type { Contract } from '../../../openapi/contract/contract.ts'
import { asKey, ask, keyBody, START, SYSTEMS } from '../../mock/client.ts'

type Record = { [member: string]: unknown; row: { [member: string]: unknown } }
interface Loose {
  [member: string]: unknown
  counters: { [purpose: string]: number }
  sequences: { [resource: string]: number }
  records: Record[]
}

const newMock = (contract: Contract) => createMock({ contract, now: START })

/** A mock with two keys, one of them used, a session and an open window. */
async function used(contract: Contract) {
  const mock = newMock(contract)
  const { headers, token } = mock.signIn('admin')
  const secrets: string[] = [token]
  for (const name of ['One', 'Two']) {
    const { body } = await ask(mock, 'POST /api-keys', { headers, body: keyBody(contract, name) })
    if (body.secret) secrets.push(body.secret)
  }
  const { headers: asKeyHeaders, query } = asKey(contract, secrets.at(-1) ?? '')
  await ask(mock, `GET /me${query}`, { headers: asKeyHeaders })
  const opens = contract.operations.some(({ does }) => does === 'open')
  if (opens) await ask(mock, 'POST /clear-operations/open', { headers })
  return { headers, secrets, snapshot: mock.snapshot() as unknown as Loose }
}

const keysIn = ({ records }: Pick<Snapshot, 'records'> | Loose) =>
  records.filter(({ resource }) => resource === 'ApiKey').length

/** Every change of one place in a state. */
function* changes({ counters, sequences, records }: Loose): Generator<[what: string, (state: Loose) => void]> {
  const values = [null, 2 ** 53, 'nothing', {}]
  for (const [index, { resource, row }] of records.entries()) {
    const name = `${resource} ${row.id}`
    const isLast = records.findLastIndex(other => other.resource === resource) === index
    if (isLast || index < 4) yield [`${name} is missing`, ({ records }) => records.splice(index, 1)]
    if (!isLast) continue
    yield [`${name} is there twice`, ({ records }) => records.push({ ...(records[index] as Record), seq: 1 })]
    for (const member of ['resource', 'seq', 'row', 'hash', 'minted', 'retiring']) {
      yield [`${name} without ${member}`, ({ records }) => delete records[index]?.[member]]
      for (const value of values)
        yield [
          `${name}: ${member} is ${JSON.stringify(value)}`,
          ({ records }) => Object.assign(records[index] ?? {}, { [member]: value }),
        ]
    }
    for (const member of Object.keys(row)) {
      yield [`${name}: row without ${member}`, ({ records }) => delete records[index]?.row[member]]
      const others = records.filter(other => other.resource === resource).map(other => other.row[member])
      for (const value of [...values, ...new Set(others.slice(-2))])
        yield [
          `${name}: ${member} is ${JSON.stringify(value)}`,
          ({ records }) => Object.assign(records[index]?.row ?? {}, { [member]: value }),
        ]
    }
  }
  for (const [name, counts] of Object.entries({ counters, sequences }))
    for (const purpose of Object.keys(counts)) {
      const change = (change: (counts: { [name: string]: unknown }) => void) => (state: Loose) =>
        change(state[name] as { [name: string]: unknown })
      yield [`${name} without ${purpose}`, change(counts => delete counts[purpose])]
      for (const value of [...values, 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32])
        yield [`${name}: ${purpose} is ${value}`, change(counts => Object.assign(counts, { [purpose]: value }))]
    }
}

/** All changes of all systems take minutes. Each system is tried with every sixth one, and each with others. */
const EVERY = 6

describe.each(SYSTEMS)('$system', contract => {
  const lists = contract.operations.filter(
    ({ does, path }) => (does === 'list' || does === 'identify') && !path.includes('{'),
  )

  test('a state with one change is rejected, or every operation still works', async () => {
    const { headers, secrets, snapshot } = await used(contract)
    const broken: string[] = []
    let accepted = 0
    const chosen = [...changes(snapshot)].filter((_, index) => (index + SYSTEMS.indexOf(contract)) % EVERY === 0)
    expect(chosen.length).toBeGreaterThan(50)
    for (const [what, change] of chosen) {
      const mock = newMock(contract)
      const changed = structuredClone(snapshot)
      change(changed)
      try {
        mock.restore(changed as unknown as Snapshot)
      } catch (error) {
        if (!(error instanceof SnapshotError)) broken.push(`${what}: ${error}`)
        continue
      }
      accepted++
      try {
        const key = asKey(contract, secrets.at(-1) ?? '')
        await ask(mock, `GET /me${key.query}`, { headers: key.headers })
        for (const { path } of lists) await ask(mock, `GET ${path}`, { headers })
        await ask(mock, 'POST /sessions', { body: { email: 'admin@north.example', password: 'password' } })
        const made = await ask(mock, 'POST /api-keys', { headers, body: keyBody(contract, 'Three') })
        if (made.body.secret && secrets.includes(made.body.secret)) broken.push(`${what}: the same secret twice`)
        if (made.status === 201 && keysIn(mock.snapshot()) === keysIn(changed))
          broken.push(`${what}: a key was replaced`)
      } catch (error) {
        broken.push(`${what}: ${error}`)
      }
    }
    expect(broken).toEqual([])
    expect(accepted).toBeGreaterThan(10)
  })
})
