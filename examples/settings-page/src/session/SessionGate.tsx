import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { isLatchkeyError, type SystemId } from 'latchkey'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Place } from '../connect/connection.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { ShopContext } from '../shop/context.ts'
import { openShop, type Session } from '../shop/shop.ts'
import { SignInForm } from './SignInForm.tsx'
import { forgetSession, keepSession, keptSession } from './store.ts'

interface SessionGateProps {
  readonly place: Place
  readonly system: SystemId
  readonly children: ReactNode
}

/** Asks who is there before it shows what is inside, and again when the session has ended: without losing anything. */
export function SessionGate({ place, system, children }: SessionGateProps) {
  const [session, setSession] = useState(() => keptSession(place))
  const [hasEnded, setHasEnded] = useState(false)
  const guest = useMemo(() => openShop(place, system), [place, system])
  const shop = useMemo(() => openShop(place, system, session?.token), [place, system, session])
  const [client] = useState(() => createQueryClient(() => setHasEnded(true)))

  // What failed meanwhile is asked for once more, after the queries have got the client of the new session.
  const hadEnded = useRef(false)
  useEffect(() => {
    if (hadEnded.current && !hasEnded) client.invalidateQueries()
    hadEnded.current = hasEnded
  }, [client, hasEnded])

  const enter = (entered: Session) => {
    if (entered.user.id !== session?.userId) client.clear()
    setSession(keepSession(place, entered))
    setHasEnded(false)
  }
  const leave = () => {
    forgetSession(place)
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
    <ShopContext value={{ shop, place, signOut }}>
      <QueryClientProvider client={client} key={session.userId}>
        {children}
      </QueryClientProvider>
      {hasEnded && (
        <Dialog title="Your session has ended" className="narrow">
          <p>Sign in to go on where you were. What you typed is still there.</p>
          <SignInForm shop={guest} onSignedIn={enter} />
        </Dialog>
      )}
    </ShopContext>
  )
}

function createQueryClient(onSessionEnd: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isLatchkeyError(error) && error.code === 'invalid_session') onSessionEnd()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The SDK repeats what is worth repeating, and says when there is no network.
        retry: false,
        networkMode: 'always',
        // Nothing moves under an open dialog.
        refetchOnWindowFocus: () => !document.querySelector('dialog[open]'),
        refetchOnReconnect: () => !document.querySelector('dialog[open]'),
      },
      mutations: { networkMode: 'always' },
    },
  })
}
