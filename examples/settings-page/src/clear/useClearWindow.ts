import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useShop } from '../shop/context.ts'
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
  const { clearOperations } = useShop()
  const client = useQueryClient()
  const window = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (clearOperations ? knownBy(clearOperations.get({ signal })) : null),
  })
  const change = useAction({
    mutationFn: async (how: 'open' | 'close') => (clearOperations ? knownBy(clearOperations[how]()) : null),
    onSuccess: state => client.setQueryData(KEY, state),
  })
  return { window, change }
}

/** Uses the server's `Date`, because the clocks can differ. It has whole seconds, so the countdown never ends early. */
async function knownBy(call: ClearWindowCall): Promise<KnownWindow> {
  const { data, response } = await call.withResponse()
  const now = Date.now()
  const date = response.headers.get('Date')
  const left = Date.parse(data.expires_at ?? '') - (date === null ? now : Date.parse(date))
  return { ...data, endsAt: now + (Number.isNaN(left) ? 0 : left) }
}
