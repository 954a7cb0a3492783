import type { SystemId } from 'latchkey'
import { Suspense, use, useSyncExternalStore } from 'react'
import type { Connection } from '../connect/connection.ts'
import { KeyDetails } from '../keys/KeyDetails.tsx'
import { KeysPage } from '../keys/KeysPage.tsx'
import { Failure } from '../parts/Failure.tsx'
import { SessionGate } from '../session/SessionGate.tsx'
import { Account } from './Account.tsx'
import { Announcer } from './announce.tsx'
import { useParameters } from './location.ts'
import { SystemSwitch } from './SystemSwitch.tsx'
import { SystemUnavailable } from './SystemUnavailable.tsx'

/** A connection, or the error if it failed. */
export type ConnectionResult = Connection | Error

export function App({ connecting }: { readonly connecting: Promise<ConnectionResult> }) {
  const connection = use(connecting)
  const parameters = useParameters()
  if (connection instanceof Error) {
    return (
      <main>
        <h1 className="visually-hidden">API keys</h1>
        <Failure error={connection} onRetry={() => location.reload()} />
      </main>
    )
  }
  const [first] = connection.systems
  const system = connection.systems.find(id => id === parameters.get('system')) ?? first
  if (!system) return null
  return (
    <>
      <header className="bar">
        <p className="brand">Settings</p>
        <SystemSwitch systems={connection.systems} system={system} />
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
  const place = use(useSyncExternalStore(connection.subscribe, () => connection.placeOf(system)))
  const key = useParameters().get('key')
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
    <SessionGate key={place.baseUrl} place={place} system={system}>
      <Announcer>
        <Account />
        <main>{key ? <KeyDetails key={key} id={key} /> : <KeysPage />}</main>
      </Announcer>
    </SessionGate>
  )
}
