import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { SystemId } from 'latchkey'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Place } from '../connect/connection.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { isSessionEnd } from '../parts/Failure.tsx'
import { ShopContext } from '../shop/context.ts'
import { ServerClock } from '../shop/server-clock.ts'
import { openShop, type Session, type Shop } from '../shop/shop.ts'
import { SignInForm } from './SignInForm.tsx'
import { forgetSession, type KeptSession, keepSession, keptSession } from './store.ts'

interface SessionGateProps {
  readonly place: Place
  readonly system: SystemId
  readonly children: ReactNode
}

/** Shows the sign-in form before its children, and again in a dialog when the session has ended, without losing input. */
export function SessionGate({ place, system, children }: SessionGateProps) {
  const [session, setSession] = useState(() => keptSession(place))
  const [hasEnded, setHasEnded] = useState(false)
  const guest = useMemo(() => openShop(place, system), [place, system])
  const latest = useRef(session)
  const [clock] = useState(() => new ServerClock())
  const [shop, setShop] = useState(() => shopOf(place, system, latest, clock))
  const [client] = useState(() => createQueryClient(() => setHasEnded(true)))

  // Refetch queries that failed in the meantime.
  const hadEnded = useRef(false)
  useEffect(() => {
    if (hadEnded.current && !hasEnded) client.invalidateQueries()
    hadEnded.current = hasEnded
  }, [client, hasEnded])

  const enter = (entered: Session) => {
    latest.current = keepSession(place, entered)
    if (entered.user.id !== session?.userId) {
      client.clear()
      setShop(shopOf(place, system, latest, clock))
    }
    setSession(latest.current)
    setHasEnded(false)
  }
  const leave = () => {
    forgetSession(place)
    latest.current = undefined
    setSession(undefined)
    setHasEnded(false)
    client.clear()
  }
  const signOut = () => shop.sessions.delete().then(leave, leave)

  if (!session) {
    return (
      <main className="sign-in">
        <h1>Sign in</h1>
        <SignInForm shop={guest} onSignedIn={enter} />
      </main>
    )
  }
  return (
    <ShopContext value={{ shop, place, clock, signOut }}>
      <QueryClientProvider client={client} key={session.userId}>
        {children}
      </QueryClientProvider>
      {hasEnded && (
        <Dialog title="Your session has ended" className="narrow">
          <p>Sign in to continue. Your input is kept.</p>
          <SignInForm shop={guest} onSignedIn={enter} />
        </Dialog>
      )}
    </ShopContext>
  )
}

/** The client of the signed-in user. It uses a renewed session as long as the user is the same. */
function shopOf(place: Place, system: SystemId, latest: RefObject<KeptSession | undefined>, clock: ServerClock): Shop {
  const session = latest.current
  const renewed = () => (latest.current?.userId === session?.userId ? latest.current?.token : session?.token)
  return openShop(place, system, session?.token, renewed, clock)
}

function createQueryClient(onSessionEnd: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSessionEnd(error)) onSessionEnd()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The SDK already retries, and reports a missing network.
        retry: false,
        networkMode: 'always',
        // The page must not change behind an open dialog.
        refetchOnWindowFocus: () => !document.querySelector('dialog[open]'),
        refetchOnReconnect: () => !document.querySelector('dialog[open]'),
      },
      mutations: { networkMode: 'always' },
    },
  })
}
