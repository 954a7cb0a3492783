/** Values for tests of a single step or rule. */
import type { Context } from '../../mock/engine/context.ts'
import { Engine } from '../../mock/engine/engine.ts'
import { contracts } from '../../mock/generated/index.ts'
import type { Contract, Resource } from '../../openapi/contract/contract.ts'
import type { Principal } from '../../openapi/vocabulary/engine/call.ts'
import { START } from './world.ts'

/** A resource with only the keywords that a test needs. */
export function resource(keywords: Partial<Resource> = {}): Resource {
  return {
    title: 'Thing',
    members: ['id'],
    stored: ['id'],
    derived: {},
    properties: {},
    secrets: [],
    hashed: [],
    nullable: [],
    idType: 'string',
    defaults: {},
    ...keywords,
  }
}

/** The context of a new engine, for the steps and rules that take one. */
export function contextOf(contract: Contract = contracts.standard): Context {
  return new Engine({ contract, seed: 1, now: START, isChecked: true }).context
}

/** A caller who belongs to the account North Pantry. */
export function principal(properties: Partial<Principal> = {}): Principal {
  return {
    scheme: 'session',
    kind: 'session',
    credential: { resource: 'Session', entry: { id: 'session_1', seq: 1, row: {} } },
    account: 'acc_north',
    user: 'usr_north_admin',
    actor: 'usr_north_admin',
    permissions: new Set<string>(),
    isNarrowed: false,
    ends: null,
    ...properties,
  }
}
