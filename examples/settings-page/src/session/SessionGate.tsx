import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { SystemId } from 'latchkey'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useHeading } from '../app/useHeading.ts'
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

/** Why the user has to sign in again: the session has ended, or the server no longer has the sandbox. */
type Interruption = 'ended' | 'lost'

const TITLES: Record<Interruption, string> = {
  ended: 'Your session has ended',
  lost: 'Your sandbox has expired',
}

/**
 * Shows the sign-in form before its children, and again in a dialog when the session has ended, without losing input. The
 * place changes if it was lost.
 */
export function SessionGate({ place, system, children }: SessionGateProps) {
  const [session, setSession] = useState(() => keptSession(place))
  const [interruption, setInterruption] = useState<Interruption>()
  const guest = useMemo(() => openShop(place, system), [place, system])
  const latest = useRef(session)
  const [clock] = useState(() => new ServerClock())
  const [shop, setShop] = useState(() => shopOf(place, system, latest, clock))
  const [client] = useState(() => createQueryClient(() => setInterruption(before => before ?? 'ended')))

  const [placeBefore, setPlaceBefore] = useState(place)
  if (place !== placeBefore) {
    setPlaceBefore(place)
    setInterruption('lost')
  }
  const lastPlace = useRef(place)
  useEffect(() => {
    if (lastPlace.current !== place) forgetSession(lastPlace.current)
    lastPlace.current = place
  }, [place])

  // Refetch queries that failed in the meantime. Those of a place that was lost show nothing until then.
  const before = useRef(interruption)
  useEffect(() => {
    if (interruption === undefined && before.current === 'ended') void client.invalidateQueries()
    if (interruption === undefined && before.current === 'lost') void client.resetQueries()
    before.current = interruption
  }, [client, interruption])

  const enter = (entered: Session) => {
    const isOther = entered.user.id !== session?.userId
    latest.current = keepSession(place, entered)
    if (isOther) client.clear()
    if (isOther || interruption === 'lost') setShop(shopOf(place, system, latest, clock))
    setSession(latest.current)
    setInterruption(undefined)
  }
  const leave = () => {
    forgetSession(place)
    latest.current = undefined
    setSession(undefined)
    setInterruption(undefined)
    client.clear()
  }
  const signOut = () => shop.sessions.delete().then(leave, leave)

  if (!session) {
    return (
      <main className="sign-in">
        <SignInHeading />
        {interruption === 'lost' && <Lost />}
        <SignInForm shop={guest} onSignedIn={enter} />
      </main>
    )
  }
  return (
    <ShopContext value={{ shop, place, clock, signOut }}>
      <QueryClientProvider client={client} key={session.userId}>
        {children}
      </QueryClientProvider>
      {interruption && (
        <Dialog title={TITLES[interruption]} className="narrow">
          {interruption === 'lost' ? <Lost /> : <p>Sign in to continue. Your input is kept.</p>}
          <SignInForm shop={guest} onSignedIn={enter} />
        </Dialog>
      )}
    </ShopContext>
  )
}

/** Has the focus after the user has signed out. */
const SignInHeading = () => (
  <h1 ref={useHeading('Sign in')} tabIndex={-1}>
    Sign in
  </h1>
)

const Lost = () => (
  <p role="alert" className="warning">
    The server removed the sandbox, with its keys and sessions, because it was idle or the server was restarted. Sign in
    to a new one. Your input is kept.
  </p>
)

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
