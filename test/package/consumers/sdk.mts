/** A module that uses the SDK. Nothing here runs: TypeScript checks it. */
import { isLatchkeyError, Latchkey, LatchkeyError, type LatchkeyOptions, type Pages, type Secret } from 'latchkey'

const options: LatchkeyOptions<'warehouse'> = {
  system: 'warehouse',
  baseUrl: new URL('https://shop.example/api/v1'),
  apiKey: 'wh_live_1',
  session: undefined,
  warehouseId: 7,
  fetch,
}

export async function useSdk(vault: { put(secret: string): void }): Promise<number | undefined> {
  const shop = new Latchkey(options)
  const key = await shop.apiKeys.create({ name: 'Inventory Sync' }, { signal: AbortSignal.timeout(1000) })
  const secret: Secret = key.secret
  vault.put(secret.reveal())
  for await (const { reference } of shop.inbound.list({ limit: 5 })) console.log(reference.length)
  const list: Pages<{ data: object[]; next_cursor: string | null }> = shop.apiKeys.list()
  const { data } = await shop.fetch.GET('/api-keys', { params: { query: { status: 'active' } } })

  // @ts-expect-error on this system a key is never deleted
  await shop.apiKeys.delete(key.id)
  // @ts-expect-error a secret is revealed on purpose
  vault.put(key.secret)
  // @ts-expect-error there is no such option
  new Latchkey({ system: 'standard', baseUrl: 'https://shop.example', warehouse: 7 })

  try {
    await shop.apiKeys.revoke(key.id)
  } catch (error) {
    if (isLatchkeyError(error) && error.code === 'active_key_limit_reached') return error.problem.limit
    if (error instanceof LatchkeyError && error.code === 'timed_out') return error.attempts
  }
  return data?.limits.active.used ?? (await list).data.length
}
