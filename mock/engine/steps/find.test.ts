import { describe, expect, test } from 'vitest'
import { operationOf } from '../../../test/engine/edited-contract.ts'
import { contextOf, principal } from '../../../test/engine/fixtures.ts'
import { thrownBy } from '../../../test/engine/thrown-by.ts'
import { contracts } from '../../generated/index.ts'
import { find } from './find.ts'

const context = contextOf()
const get = (operation: string, params: Readonly<Record<string, string>>, caller = principal(), selected = {}) =>
  find(
    context,
    { operation: operationOf(contracts.standard, operation), params, encoded: params },
    caller,
    selected,
    new URLSearchParams(),
  )

describe('the record that the path identifies', () => {
  test('is found if the caller can see it', () => {
    expect(get('getOrder', { order_id: 'ord_north_1020' })?.row.number).toBe('N-1020')
    expect(get('getInbound', { inbound_id: 'inb_north_502' }, principal(), { warehouse: 8 })?.id).toBe('inb_north_502')
  })

  test('is not found if the caller cannot see it, with the same error as for an unknown id', () => {
    const refused = (id: string, selected = {}) =>
      thrownBy(() => get('getInbound', { inbound_id: id }, principal(), selected))
    expect(refused('inb_south_901')).toMatchObject({
      code: 'not_found',
      rule: 'visible_to',
      at: '#/components/schemas/InboundShipment/x-latchkey/visible_to',
    })
    expect(refused('inb_south_901')).toEqual(refused('nothing'))
    expect(refused('inb_north_502', { warehouse: 7 })).toEqual(refused('nothing'))
  })

  test('is undefined if the path has no parameter or the operation has no resource', () => {
    expect([get('listOrders', {}), get('getMe', { id: 'x' })]).toEqual([undefined, undefined])
  })
})
