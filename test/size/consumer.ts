/** A small program that uses the SDK, to measure the work of checking it. */
import { Latchkey, LatchkeyError } from '../../src/index.ts'

export async function main(): Promise<string | undefined> {
  const shop = new Latchkey({ system: 'warehouse', baseUrl: 'https://shop.example/api/v1', warehouseId: 7 })
  try {
    const key = await shop.apiKeys.create({ name: 'Inventory Sync' })
    for await (const shipment of shop.inbound.list({ status: 'announced' })) console.log(shipment.reference)
    await shop.apiKeys.rotate(key.id, { deploy: secret => secret.reveal(), verify: client => client.me.get() })
    return key.secret.reveal()
  } catch (error) {
    if (error instanceof LatchkeyError && error.code === 'active_key_limit_reached') return String(error.problem.limit)
    throw error
  }
}
