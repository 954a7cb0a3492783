import { type FormEvent, useEffect, useState } from 'react'
import { navigate, replaceAddress, useParameters } from '../app/location.ts'
import { useShop } from '../shop/context.ts'
import { useUsers } from '../users/useUsers.ts'
import { canFilterByUser, FIRST_PAGE, searchable, searchOf } from './listing.ts'
import { wordOf } from './names.ts'

/** The search starts this many milliseconds after the last keystroke. */
const DEBOUNCE = 250

/** Search and filter, if the system supports them. */
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
  const asked = searchOf(useParameters())
  const [typed, setTyped] = useState(asked)
  const [followed, setFollowed] = useState(asked)
  // The URL has changed by a link or by navigating back, so replace the typed text.
  if (asked !== followed) {
    setFollowed(asked)
    setTyped(asked)
  }
  useEffect(() => {
    if (typed === asked) return
    const timer = setTimeout(() => replaceAddress({ ...FIRST_PAGE, q: typed }), DEBOUNCE)
    return () => clearTimeout(timer)
  }, [typed, asked])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    replaceAddress({ ...FIRST_PAGE, q: typed })
  }
  return (
    <form onSubmit={submit}>
      <input
        type="search"
        aria-label={`Search by ${label}`}
        placeholder={`${wordOf('search')} by ${label}`}
        value={typed}
        onChange={event => setTyped(searchable(event.target.value))}
      />
    </form>
  )
}

function UserFilter() {
  const users = useUsers()
  const user = useParameters().get('user') ?? ''
  return (
    <select aria-label="Acts as" value={user} onChange={event => navigate({ ...FIRST_PAGE, user: event.target.value })}>
      <option value="">All users</option>
      {users && user && !users.some(({ id }) => id === user) && <option value={user}>Another user</option>}
      {users?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
