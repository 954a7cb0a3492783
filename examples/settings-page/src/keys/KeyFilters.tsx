import { type FormEvent, useEffect, useState } from 'react'
import { navigate, replaceAddress, useParameters } from '../app/location.ts'
import { useShop } from '../shop/context.ts'
import { useUsers } from '../users/useUsers.ts'
import { canFilterByUser } from './listing.ts'
import { wordOf } from './names.ts'

/** After how many milliseconds without a letter the list follows what is typed. */
const PAUSE = 250

/** Search and filter, where the system has them. */
export function KeyFilters() {
  const { system } = useShop()
  const byUser = canFilterByUser(system)
  if (!system.list.search && !byUser) return null
  return (
    <search className="filters">
      {system.list.search && <Search label={system.label?.field ?? 'key'} />}
      {byUser && <UserFilter />}
    </search>
  )
}

function Search({ label }: { readonly label: string }) {
  const asked = useParameters().get('q') ?? ''
  const [typed, setTyped] = useState(asked)
  const [followed, setFollowed] = useState(asked)
  // A link or the way back asked for something else: what was typed before would undo that.
  if (asked !== followed) {
    setFollowed(asked)
    setTyped(asked)
  }
  useEffect(() => {
    if (typed === asked) return
    const timer = setTimeout(() => replaceAddress({ q: typed }), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, asked])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    replaceAddress({ q: typed })
  }
  return (
    <form onSubmit={submit}>
      <input
        type="search"
        aria-label={`Search by ${label}`}
        placeholder={`${wordOf('search')} by ${label}`}
        maxLength={100}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
    </form>
  )
}

function UserFilter() {
  const users = useUsers()
  const user = useParameters().get('user') ?? ''
  return (
    <select aria-label="Acts as" value={user} onChange={event => navigate({ user: event.target.value })}>
      <option value="">Every user</option>
      {users?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
