/** CommonJS that requires the SDK and imports the mock. Nothing here runs: TypeScript checks it. */
import latchkey = require('latchkey')

import type { Mock } from 'latchkey/mock' with { 'resolution-mode': 'import' }

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

export async function useMock(): Promise<string> {
  const { createMock } = await import('latchkey/mock')
  const { serve } = await import('latchkey/mock/node')
  const mock: Mock = createMock({ system: 'warehouse' })
  // @ts-expect-error there is no such system
  createMock({ system: 'warehose' })
  return (await serve(mock)).url
}
