import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSignedIn } from '../shop/context.ts'
import type { ClearWindow, ClearWindowCall } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'

const KEY = ['clear-operations']

/** The window, as the server returned it. */
export interface KnownWindow extends ClearWindow {
  /** When it closes by the browser's clock, in milliseconds since 1970. */
  readonly endsAt: number
}

/** The window, and the mutation that opens and closes it. */
export function useClearWindow() {
  const { shop, clock } = useSignedIn()
  const { clearOperations } = shop
  const client = useQueryClient()
  const known = async (call: ClearWindowCall): Promise<KnownWindow> => {
    const window = await call
    return { ...window, endsAt: clock.whenLocal(window.expires_at) }
  }
  const window = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (clearOperations ? known(clearOperations.get({ signal })) : null),
  })
  const change = useAction({
    mutationFn: async (how: 'open' | 'close') => (clearOperations ? known(clearOperations[how]()) : null),
    onSuccess: state => client.setQueryData(KEY, state),
  })
  return { window, change }
}
