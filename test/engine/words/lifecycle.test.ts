import { describe, expect, test } from 'vitest'
import { Store } from '../../../mock/engine/store/store.ts'
import { hashes } from '../../../mock/engine/values/secret.ts'
import { contracts } from '../../../mock/generated/index.ts'
import type { Resource } from '../../../openapi/contract/contract.ts'
import type { Row } from '../../../openapi/vocabulary/engine/record.ts'
import {
  expires,
  planStateValue,
  planTransition,
  stateValue,
  type Transited,
} from '../../../openapi/vocabulary/engine/transitions.ts'
import { guard as guardLifecycle } from '../../../openapi/vocabulary/words/lifecycle.ts'
import { stamp } from '../../../openapi/vocabulary/words/set.ts'
import { resource } from '../fixtures.ts'
import { thrownBy } from '../thrown-by.ts'

const moment = { now: Date.UTC(2026, 0, 1), actor: 'key_1', user: 'usr_1' }
const NOW = '2026-01-01T00:00:00.000Z'

const thing = resource({
  set: { change: { updated_at: 'now' } },
  properties: {
    enabled: { transition: { true: 'resume', false: 'pause' } },
    status: { transition: { done: 'finish' } },
  },
  lifecycle: {
    field: 'status',
    initial: 'active',
    transitions: {
      pause: { from: ['active'], to: 'paused' },
      resume: { from: ['paused'], to: 'active' },
      finish: {
        from: ['active', 'paused'],
        to: 'done',
        set: { done_at: 'now', done_by: 'actor' },
        refuse: 'already_done',
      },
      delete: { from: ['done'], refuse: 'not_done' },
    },
    expires: { field: 'expires_at', from: ['active'], to: 'gone' },
  },
})

/** The row after the plan, if the guard accepts it. */
function checked(resource: Resource, { after, transitions }: Transited): Row {
  const contract = { ...contracts.standard, resources: { Thing: resource } }
  const world = { contract, store: new Store(contract), hashes }
  guardLifecycle(world, { changes: [{ does: 'insert', resource: 'Thing', after, transitions }] })
  return after
}

const take = (resource: Resource, row: Row, name: string) =>
  checked(resource, planTransition(resource, row, name, moment))

test('stamps are the time, the actor and the user', () => {
  expect(stamp({ at: 'now', by: 'actor', of: 'user' }, moment)).toEqual({ at: NOW, by: 'key_1', of: 'usr_1' })
  expect(stamp(undefined, moment)).toEqual({})
})

describe('a transition', () => {
  test('returns a new row with the target state and the stamps of the transition and of every change', () => {
    const row = Object.freeze({ status: 'paused', name: 'x' })
    expect(take(thing, row, 'finish')).toEqual({
      status: 'done',
      name: 'x',
      done_at: NOW,
      done_by: 'key_1',
      updated_at: NOW,
    })
  })

  test('is rejected from any other state, with its error code or the default, and its JSON pointer in the contract', () => {
    const at = '#/components/schemas/Thing/x-latchkey/lifecycle/transitions'
    expect(thrownBy(() => take(thing, { status: 'done' }, 'finish'))).toMatchObject({
      code: 'already_done',
      detail: 'The thing is done; finish requires it to be active or paused.',
      at: `${at}/finish`,
    })
    expect(thrownBy(() => take(thing, { status: 'done' }, 'pause'))).toMatchObject({
      code: 'invalid_transition',
      at: `${at}/pause`,
    })
  })

  test('without a target state (delete) only checks the state', () => {
    expect(take(thing, { status: 'done' }, 'delete')).toMatchObject({ status: 'done' })
    expect(thrownBy(() => take(thing, { status: 'active' }, 'delete'))).toMatchObject({
      code: 'not_done',
    })
  })

  test('that the lifecycle does not have changes nothing and is not rejected', () => {
    const row = { status: 'active' }
    expect(take(thing, row, 'archive')).toBe(row)
    expect(take(resource(), row, 'delete')).toBe(row)
  })
})

describe('expiry', () => {
  const isDue = (status: string, expires_at: unknown, now = moment.now) => expires(thing, { status, expires_at }, now)

  test('happens at the exact time', () => {
    expect([isDue('active', NOW), isDue('active', NOW, moment.now - 1)]).toEqual([true, false])
  })

  test('happens only in the listed states and only if the record has a time', () => {
    expect([isDue('paused', NOW), isDue('active', null), isDue('active', undefined)]).toEqual([false, false, false])
    expect(expires(resource(), { status: 'active', expires_at: NOW }, moment.now)).toBe(false)
  })
})

describe('a property that represents states', () => {
  const write = (status: string, property: string, value: unknown) =>
    checked(thing, planStateValue(thing, { status }, property, value, moment))

  test('shows the state', () => {
    const shown = (status: string) => [
      stateValue(thing, 'enabled', { status }),
      stateValue(thing, 'status', { status }),
    ]
    expect([shown('active'), shown('paused'), shown('gone')]).toEqual([
      [true, 'active'],
      [false, 'paused'],
      [false, 'gone'],
    ])
    expect(stateValue(thing, 'name', { name: 'x' })).toBe('x')
  })

  test('applies the transition of the written value', () => {
    expect(write('active', 'enabled', false).status).toBe('paused')
    expect(write('paused', 'enabled', true).status).toBe('active')
    expect(write('paused', 'status', 'done').status).toBe('done')
  })

  test('changes nothing if the record already has the state', () => {
    for (const [status, property, value] of [
      ['active', 'enabled', true],
      ['paused', 'enabled', false],
      ['done', 'status', 'done'],
      ['active', 'status', 'active'],
    ] as const)
      expect(write(status, property, value)).toEqual({ status })
  })

  test('is rejected if no transition leads to the value', () => {
    expect(thrownBy(() => write('gone', 'enabled', true))).toMatchObject({ code: 'invalid_transition' })
    expect(thrownBy(() => write('done', 'enabled', false))).toMatchObject({ code: 'invalid_transition' })
    expect(thrownBy(() => write('paused', 'status', 'active'))).toMatchObject({
      code: 'invalid_transition',
      detail: 'The thing is paused and cannot change to active.',
      at: '#/components/schemas/Thing/x-latchkey/lifecycle/transitions',
    })
  })
})
