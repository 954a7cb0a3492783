/** CommonJS that imports the mock, which is ESM only. Nothing here runs: TypeScript checks it. */
import type { Mock } from 'latchkey/mock' with { 'resolution-mode': 'import' }

export async function useMock(): Promise<string> {
  const { createMock } = await import('latchkey/mock')
  const { serve } = await import('latchkey/mock/node')
  const mock: Mock = createMock({ system: 'warehouse' })
  // @ts-expect-error there is no such system
  createMock({ system: 'warehose' })
  return (await serve(mock)).url
}
