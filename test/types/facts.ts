/** The rules of each system as types, and what depends on them. Nothing here runs: TypeScript checks it. */
import type { Latchkey, Pages, Schemas, Secret, SystemFacts, SystemId } from '../../src/index.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is = <_Claim extends true>(): void => {}

type Facts<Id extends SystemId> = Latchkey<Id>['system']

is<Equal<Facts<'standard'>, SystemFacts<'standard'>>>()
is<Equal<Facts<'standard'>['id'], 'standard'>>()
is<
  Equal<
    Facts<'standard'>['limit'],
    { readonly max: 5; readonly per: 'user'; readonly counts: readonly ['active', 'paused'] }
  >
>()
is<Equal<Facts<'standard'>['states'][number], 'active' | 'paused' | 'retiring' | 'revoked' | 'expired'>>()
is<Equal<Facts<'standard'>['list']['sorts'][number], 'created_at' | 'name' | 'last_used_at'>>()
is<Equal<Facts<'account-keys'>['limit'], null>>()
is<Equal<Facts<'account-keys'>['canPause'], false>>()
is<Equal<Facts<'user-keys'>['canPause'], true>>()
is<Equal<Facts<'user-keys'>['userChoice'], 'required'>>()
is<Equal<Facts<'user-keys'>['usersManagedBy'], readonly ['users:write']>>()
is<Equal<Facts<'store-admin'>['label'], null>>()
is<Equal<Facts<'store-admin'>['secretShown'], 'always'>>()
is<Equal<Facts<'store-admin'>['clearWindow'], 'PT60M'>>()
is<Equal<Facts<'warehouse'>['delete'], 'never'>>()
is<Equal<Facts<'warehouse'>['label'], { readonly field: 'name'; readonly required: false; readonly maxLength: 100 }>>()
is<Equal<Facts<'secret-keys'>['label']['field'], 'title'>>()
is<Equal<Facts<'secret-keys'>['limit']['max'], 1>>()

/** One user interface for all systems. */
export function describe({ label, limit, ...system }: SystemFacts): string {
  const heading = label ? `${label.field}${label.required ? ' *' : ''}` : 'redacted'
  if (system.id === 'warehouse') is<Equal<typeof system.canRevoke, true>>()
  // @ts-expect-error there is no limit on some systems
  limit.max
  return `${heading} ${limit ? `${limit.max} for each ${limit.per}` : 'any number'} ${system.canPause}`
}

/** A list is a page, or all items. */
export async function pages(shop: Latchkey<'store-admin'>): Promise<void> {
  const list = shop.apiKeys.list({ limit: 5 }, { maxItems: 10, signal: AbortSignal.timeout(1000) })
  for await (const key of list) is<Equal<typeof key.secret, Secret>>()
  is<Equal<Awaited<typeof list>['next_cursor'], string | null>>()
  const products: Pages<{ data: Schemas['store-admin']['Product'][]; next_cursor: string | null }> =
    shop.products.list()
  for await (const { sku } of products) is<Equal<typeof sku, string>>()

  // @ts-expect-error only lists have several items
  await shop.me.get({ maxItems: 10 })
  // @ts-expect-error only lists are iterated
  for await (const _ of shop.me.get()) break
}

export async function rotations(shops: { [Id in SystemId]: Latchkey<Id> }): Promise<void> {
  const { standard, warehouse } = shops
  const fresh = await standard.apiKeys.rotate('key_1', {
    deploy: secret => is<Equal<typeof secret, Secret>>(),
    verify: async client => (await client.orders.list()).data.length > 0,
    graceSeconds: 60,
  })
  is<Equal<typeof fresh.secret, Secret>>()
  is<Equal<typeof fresh.scopes extends readonly unknown[] | null ? true : false, true>>()
  const minted = await standard.apiKeys.rotate('key_1', { grace_seconds: 60 })
  is<Equal<typeof minted.secret, Secret>>()
  await warehouse.apiKeys.rotate('key_1', {
    deploy: s => s.reveal(),
    verify: c => c.inbound.list(),
    allowDowntime: true,
  })
  await shops['account-keys'].apiKeys.rotate('key_1', { deploy: s => s.reveal() }, { idempotencyKey: 'once' })
  await shops['user-keys'].apiKeys.rotate('key_1', { deploy: s => s.reveal(), verify: c => c.users.list() })
  await shops['store-admin'].apiKeys.rotate('key_1', { deploy: s => s.reveal(), verify: c => c.products.list() })
  await shops['secret-keys'].apiKeys.rotate('key_1', { deploy: s => s.reveal(), verify: c => c.me.get() })

  // @ts-expect-error the server of this system does not rotate
  await warehouse.apiKeys.rotate('key_1', { deploy: (s: Secret) => s.reveal(), graceSeconds: 60 })
  // @ts-expect-error a rotation that deploys nothing loses the key
  await warehouse.apiKeys.rotate('key_1', { verify: () => true })
  // @ts-expect-error the client that verifies is one of the system
  await warehouse.apiKeys.rotate('key_1', { deploy: (s: Secret) => s.reveal(), verify: c => c.orders.list() })
}

/** A Secret can be sent as it was received, and cannot be used as a string. */
export async function secrets(shop: Latchkey<'standard'>): Promise<void> {
  const { token } = await shop.sessions.create({ email: 'admin@north.example', password: 'password' })
  is<Equal<typeof token, Secret>>()
  is<Equal<typeof shop.credential, Secret | undefined>>()
  // @ts-expect-error a secret is revealed on purpose
  token satisfies string
  // @ts-expect-error an id is not a secret, and a secret is not an id
  await shop.apiKeys.get(token)
}
