import assert from 'node:assert/strict'
import type { Latchkey } from 'latchkey'
import { refused, type Step, type World } from '../walk.ts'

/** The systems with a clear-operations window. */
type Clearing = 'standard' | 'store-admin'

/** The clear-operations window, in which all products or all categories can be deleted. */
export async function takeClearSteps<S extends Clearing>(
  world: World<S>,
  step: Step,
  session: Latchkey<S>,
): Promise<void> {
  const admin = session as unknown as Latchkey<Clearing>
  await step('clear-refused-while-closed', 'delete all products while the window is closed', async () => {
    assert.deepEqual(await admin.clearOperations.get(), { open: false, expires_at: null })
    const before = (await admin.products.list({ limit: 100 })).data.length
    const rejection = await refused(admin.products.clear(), 403, 'clear_operations_closed')
    assert.equal((await admin.products.list({ limit: 100 })).data.length, before)
    return [`${rejection}; no product is deleted`, undefined]
  })
  await step('reopening-restarts-the-window', 'open the window, and open it again 30 minutes later', async () => {
    const first = await admin.clearOperations.open()
    world.advance('PT30M')
    const again = await admin.clearOperations.open()
    assert.ok(first.expires_at && again.expires_at)
    assert.equal(Date.parse(again.expires_at) - Date.parse(first.expires_at), 30 * 60_000)
    return ['the 60 minutes restart', undefined]
  })
  await step('window-closes-by-itself', 'wait for 60 minutes', async () => {
    world.advance('PT59M59S')
    assert.equal((await admin.clearOperations.get()).open, true)
    world.advance('PT1S')
    assert.deepEqual(await admin.clearOperations.get(), { open: false, expires_at: null })
    const rejection = await refused(admin.categories.clear(), 403, 'clear_operations_closed')
    return [`open for 59:59, closed exactly at expires_at: ${rejection}`, undefined]
  })
  await step('window-closed-by-hand', 'open the window and close it', async () => {
    await admin.clearOperations.open()
    assert.deepEqual(await admin.clearOperations.close(), { open: false, expires_at: null })
    return [await refused(admin.products.clear(), 403, 'clear_operations_closed'), undefined]
  })
  await step('cleared-for-good', 'open the window and delete all products and categories', async () => {
    await admin.clearOperations.open()
    const products = await admin.products.clear()
    const categories = await admin.categories.clear()
    assert.ok(products.deleted > 0 && categories.deleted > 0)
    assert.deepEqual((await admin.products.list()).data, [])
    assert.deepEqual((await admin.categories.list()).data, [])
    return [
      `200 { deleted: ${products.deleted} } and { deleted: ${categories.deleted} }; both lists are empty`,
      undefined,
    ]
  })
}
