import { describe, expect, test } from 'vitest'
import { isVisible } from '../../../openapi/vocabulary/words/owner.ts'
import { selectedValues } from '../../../openapi/vocabulary/words/selects.ts'
import { principal, resource } from '../fixtures.ts'

const owner = { tenant: 'account_id', user: 'user_id' }
const row = { account_id: 'acc_north', user_id: 'usr_north_admin', warehouse_id: 7 }

describe('a record is visible', () => {
  test('to its account', () => {
    const thing = resource({ owner, visible_to: 'account' })
    expect(isVisible(thing, row, principal())).toBe(true)
    expect(isVisible(thing, { ...row, user_id: 'usr_other' }, principal({ user: null }))).toBe(true)
    for (const account_id of ['acc_south', null, undefined, 'acc_north ', ['acc_north']])
      expect(isVisible(thing, { ...row, account_id }, principal())).toBe(false)
  })

  test('to its owner only, if the resource sets visible_to: owner', () => {
    const thing = resource({ owner, visible_to: 'owner' })
    expect(isVisible(thing, row, principal())).toBe(true)
    for (const user of ['usr_other', null]) expect(isVisible(thing, row, principal({ user }))).toBe(false)
    expect(isVisible(thing, { ...row, account_id: 'acc_south' }, principal())).toBe(false)
  })

  test('to everyone if the resource has no owner, and to its user if it has one without an account', () => {
    expect(isVisible(resource({ visible_to: 'account' }), row, principal())).toBe(true)
    const own = resource({ owner: { user: 'user_id' }, visible_to: 'owner' })
    const visibleTo = (user: string) => isVisible(own, { id: 'x', user_id: 'usr_1' }, principal({ user }))
    expect([visibleTo('usr_1'), visibleTo('usr_2')]).toEqual([true, false])
  })

  test('if it matches the selection', () => {
    const thing = resource({ owner, properties: { warehouse_id: { selected_by: 'warehouse' } } })
    const visible = (selected: object) => isVisible(thing, row, principal(), { ...selected })
    expect([visible({ warehouse: 7 }), visible({ warehouse: 8 }), visible({ warehouse: '7' }), visible({})]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
})

test('selected values are those of the properties that the selected schemes set', () => {
  const thing = resource({
    properties: { warehouse_id: { selected_by: 'warehouse' }, shelf: { selected_by: 'shelf' } },
  })
  expect(selectedValues(thing, { warehouse: 7 })).toEqual({ warehouse_id: 7 })
  expect(selectedValues(thing, {})).toEqual({})
})
