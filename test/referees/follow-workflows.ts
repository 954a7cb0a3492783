/** Redocly runs the workflows, and checks each response of the real server against the contract. */
import { type Contract, createMock, type SystemId } from 'latchkey/mock'
import { serve } from 'latchkey/mock/node'
import { expect, test } from 'vitest'
import { type Respected, respect } from './respect.ts'

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

/** A system, and the workflows that it must have; the generator derives them from the contract. */
export type Workflows = [SystemId, ...string[]]

export function followsWorkflows(systems: readonly Workflows[]): void {
  test.each(systems)('%s follows its contract in every workflow, and no secret is printed', async (system, ...ids) => {
    const { exitCode, workflows, output } = await respected(system)
    expect(workflows).toEqual(Object.fromEntries(ids.map(id => [id, true])))
    expect(exitCode).toBe(0)
    for (const secret of SECRETS) expect(output).not.toMatch(secret)
  })
}

// biome-ignore lint/suspicious/noExplicitAny: a test that breaks contracts on purpose needs no types in its way
export type Mutable = any

/** A server with one broken rule, and the workflow that must fail. */
export type Broken = readonly [system: SystemId, workflow: string, rule: string, mutate: (contract: Mutable) => void]

export function failsWorkflows(broken: readonly Broken[]): void {
  test.each(broken)('%s fails %s with "%s"', async (system, workflow, _, mutate) => {
    const contract: Contract = structuredClone(createMock({ system }).contract)
    mutate(contract)
    const { exitCode, workflows, output } = await respected(system, contract, workflow)
    expect(workflows).toEqual({ [workflow]: false })
    expect(exitCode).toBe(1)
    for (const secret of SECRETS) expect(output).not.toMatch(secret)
  })
}
