/** CommonJS that requires the SDK. Nothing here runs: TypeScript checks it. */
import latchkey = require('latchkey')

export async function useSdk(vault: { put(secret: string): void }): Promise<void> {
  const shop = new latchkey.Latchkey({ system: 'warehouse', baseUrl: 'https://shop.example/api/v1', session: 'ses_1' })
  const key = await shop.apiKeys.create({})
  const secret: latchkey.Secret = key.secret
  vault.put(secret.reveal())

  // @ts-expect-error on this system a key is never deleted
  await shop.apiKeys.delete(key.id)
  // @ts-expect-error a secret is revealed on purpose
  vault.put(key.secret)
}
