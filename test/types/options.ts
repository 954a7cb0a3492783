/** The options of a client. Nothing here runs: TypeScript checks it. */
import { Latchkey, type LatchkeyOptions, type SystemId } from '../../src/index.ts'

const baseUrl = 'https://shop.example/api/v1'

export const fine = [
  new Latchkey({ system: 'warehouse', baseUrl, apiKey: process.env.LATCHKEY_API_KEY, warehouseId: 7 }),
  new Latchkey({ system: 'standard', baseUrl: new URL(baseUrl), session: 'ses_1', warehouseId: undefined }),
  new Latchkey({ system: 'store-admin', baseUrl, fetch: globalThis.fetch }),
] satisfies Latchkey<SystemId>[]

export const wrong = [
  // @ts-expect-error there is no such system
  new Latchkey({ system: 'warehose', baseUrl }),
  // @ts-expect-error baseUrl is required
  new Latchkey({ system: 'warehouse' }),
  // @ts-expect-error requests are sent with one credential
  new Latchkey({ system: 'warehouse', baseUrl, apiKey: 'wh_live_1', session: 'ses_1' }),
  // @ts-expect-error the system has no warehouses
  new Latchkey({ system: 'secret-keys', baseUrl, warehouseId: 7 }),
  // @ts-expect-error there is no such option
  new Latchkey({ system: 'standard', baseUrl, apikey: 'lk_live_1' }),
]

/** A client of any system that the caller chooses. */
export function wrap<System extends SystemId>(options: LatchkeyOptions<System>): Latchkey<System> {
  return new Latchkey(options)
}

export const wrapped: Latchkey<'warehouse'> = wrap({ system: 'warehouse', baseUrl, warehouseId: 7 })
