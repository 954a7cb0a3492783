import type { SystemId } from 'latchkey'
import { Suspense, use, useEffect, useSyncExternalStore } from 'react'
import type { Connection } from '../connect/connection.ts'
import { KeySkeleton } from '../keys/KeySkeleton.tsx'
import { KeysPage } from '../keys/KeysPage.tsx'
import { Failure } from '../parts/Failure.tsx'
import { later } from '../parts/later.tsx'
import { SessionGate } from '../session/SessionGate.tsx'
import { useShop } from '../shop/context.ts'
import { Account, DANGER } from './Account.tsx'
import { Announcer } from './announce.tsx'
import { DemoStrip } from './DemoStrip.tsx'
import { useParameters } from './location.ts'
import { SystemSwitch } from './SystemSwitch.tsx'
import { SystemUnavailable } from './SystemUnavailable.tsx'

const KeyDetails = later(() => import('../keys/KeyDetails.tsx').then(({ KeyDetails }) => KeyDetails))
const DangerZone = later(() => import('../clear/DangerZone.tsx').then(({ DangerZone }) => DangerZone))

interface AppProps {
  /** The error if it failed. */
  readonly connection: Connection | Error
}

export function App({ connection }: AppProps) {
  const parameters = useParameters()
  if (connection instanceof Error) {
    return (
      <main>
        <h1 className="visually-hidden">API keys</h1>
        <Failure error={connection} onRetry={() => location.reload()} />
      </main>
    )
  }
  const system = connection.systemOf(parameters.get('system'))
  if (!system) return null
  return (
    <>
      <DemoStrip docs={connection.docs}>
        <SystemSwitch systems={connection.systems} system={system} />
      </DemoStrip>
      <header>
        <p className="brand">Latchkey</p>
      </header>
      <Suspense key={system}>
        <SystemPage connection={connection} system={system} />
      </Suspense>
    </>
  )
}

interface SystemPageProps {
  readonly connection: Connection
  readonly system: SystemId
}

function SystemPage({ connection, system }: SystemPageProps) {
  const found = useSyncExternalStore(connection.subscribe, () => connection.placeOf(system))
  const place = found instanceof Promise ? use(found) : found
  // The other pages open at once, and also while the server is unreachable.
  useEffect(() => {
    void KeyDetails.preload()
    void DangerZone.preload()
  }, [])
  if (place instanceof Error) {
    return (
      <main>
        <h1 className="visually-hidden">API keys</h1>
        <SystemUnavailable
          error={place}
          system={system}
          home={connection.systems[0]}
          onRetry={() => connection.forget(system)}
        />
      </main>
    )
  }
  return (
    <SessionGate place={place} system={system}>
      <Announcer>
        <Account />
        <main>
          <Suspense fallback={<KeySkeleton />}>
            <Page />
          </Suspense>
        </main>
      </Announcer>
    </SessionGate>
  )
}

/** The page of the URL. An unknown one, or one that the system does not have, is the list of keys. */
function Page() {
  const { system } = useShop()
  const parameters = useParameters()
  const key = parameters.get('key')
  if (key) return <KeyDetails key={key} id={key} />
  return system.clearWindow && parameters.get('page') === DANGER ? <DangerZone /> : <KeysPage />
}
