/** Redocly runs the workflows, and checks each response of the real server against the contract. */
import { type Contract, createMock, type SystemId } from 'latchkey/mock'
import { serve } from 'latchkey/mock/node'
import { expect, test } from 'vitest'
import { type Respected, respect } from './respect.ts'

/** The workflows that each system must have; the generator derives them from the contract. */
const systems: readonly [SystemId, ...string[]][] = [
  [
    'standard',
    'rotate-without-downtime',
    'rotate-with-grace',
    'replace-a-lost-key',
    'hit-the-limit',
    'pause-an-integration',
    'clear-the-catalogue',
  ],
  ['account-keys', 'rotate-without-downtime', 'replace-a-lost-key'],
  ['user-keys', 'rotate-without-downtime', 'replace-a-lost-key', 'pause-an-integration'],
  ['store-admin', 'rotate-without-downtime', 'replace-a-lost-key', 'clear-the-catalogue'],
  ['warehouse', 'rotate-without-downtime', 'replace-a-lost-key', 'hit-the-limit'],
  ['secret-keys', 'replace-a-lost-key', 'hit-the-limit'],
]

/** A secret in plain text, and as it is encoded for HTTP Basic. */
const SECRETS = [/\b[a-z]+(_[a-z]+)*_[0-9A-Za-z]{49}\b/, /Basic [\w+/]{20,}/]

async function respected(system: SystemId, broken?: Contract, workflow?: string): Promise<Respected> {
  const mock = createMock(broken ? { contract: broken } : { system })
  const server = await serve(mock)
  try {
    return await respect(system, `${server.url}${mock.contract.basePath}`, workflow)
  } finally {
    await server.close()
  }
}

test.each(systems)('%s follows its contract in every workflow, and no secret is printed', async (system, ...ids) => {
  const { exitCode, workflows, output } = await respected(system)
  expect(workflows).toEqual(Object.fromEntries(ids.map(id => [id, true])))
  expect(exitCode).toBe(0)
  for (const secret of SECRETS) expect(output).not.toMatch(secret)
})

// biome-ignore lint/suspicious/noExplicitAny: a test that breaks contracts on purpose needs no types in its way
type Mutable = any

const key = (contract: Mutable) => contract.resources.ApiKey
const operation = (contract: Mutable, id: string) => contract.operations.find((one: Mutable) => one.id === id)

/** Servers with one broken rule, and the workflow that must fail. */
const broken: readonly [system: SystemId, workflow: string, rule: string, mutate: (contract: Mutable) => void][] = [
  [
    'standard',
    'hit-the-limit',
    'a limit of 4 instead of 5',
    c => {
      key(c).limits[0].max = 4
    },
  ],
  [
    'secret-keys',
    'hit-the-limit',
    'a limit of 2 instead of 1',
    c => {
      key(c).limits[0].max = 2
    },
  ],
  [
    'warehouse',
    'rotate-without-downtime',
    'revoked keys work',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'secret-keys',
    'replace-a-lost-key',
    'revoked keys work',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'standard',
    'rotate-with-grace',
    'the old key of a rotation still works',
    c => {
      operation(c, 'rotateApiKey').rotate.retire = 'pause'
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'user-keys',
    'pause-an-integration',
    'paused keys work',
    c => {
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'store-admin',
    'clear-the-catalogue',
    'clearing without a window',
    c => {
      operation(c, 'clearProducts').window = undefined
    },
  ],
]

test.each(broken)('%s fails %s with "%s"', async (system, workflow, _, mutate) => {
  const contract: Contract = structuredClone(createMock({ system }).contract)
  mutate(contract)
  const { exitCode, workflows, output } = await respected(system, contract, workflow)
  expect(workflows).toEqual({ [workflow]: false })
  expect(exitCode).toBe(1)
  for (const secret of SECRETS) expect(output).not.toMatch(secret)
})
