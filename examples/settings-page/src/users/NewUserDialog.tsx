import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { errorBeside, problemAt } from '../parts/problem-at.ts'
import { TextField } from '../parts/TextField.tsx'
import type { Groups, User, Users } from '../shop/shop.ts'
import { GroupField, NEW_GROUP } from './GroupField.tsx'
import { useGroups } from './useGroups.ts'
import { useMakeGroup, useMakeUser } from './useMakeUser.ts'

interface NewUserDialogProps {
  readonly users: Users
  readonly groups: Groups
  readonly onClose: () => void
  /** After closing. */
  readonly onMade: (user: User) => void
}

/** Makes a user of its own for an integration, limited by a group that there is, or by one that is made with it. */
export function NewUserDialog({ users, groups, onClose, onMade }: NewUserDialogProps) {
  const client = useQueryClient()
  const { data: known = [], error: missing } = useGroups()
  const [groupId, setGroupId] = useState('')
  const group = useMakeGroup(groups)
  const user = useMakeUser(users)
  const isPending = group.isPending || user.isPending
  // A group that was made is one of those that there are.
  const [groupError, userError] = groupId === NEW_GROUP ? [group.error, null] : [null, user.error]
  const error = groupError ?? userError
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const text = (name: string) => String(typed.get(name))
    const makeUser = (group_id: string) =>
      user.make({ name: text('name'), email: text('email'), group_id }, made => {
        // The dialog first: while it is open, nothing else can have the focus.
        flushSync(onClose)
        onMade(made)
      })
    if (groupId !== NEW_GROUP) return makeUser(groupId)
    group.make({ name: text('group_name'), permissions: typed.getAll('permissions').map(String) }, ({ id }) => {
      // Whatever becomes of the user, the group is made, and is one of those that there are.
      setGroupId(id)
      makeUser(id)
    })
  }
  const cancel = () => {
    onClose()
    // What an answer that was lost has made is found in the lists.
    if (error) for (const choices of ['users', 'groups']) void client.invalidateQueries({ queryKey: [choices] })
  }
  return (
    <Dialog title="New user" onCancel={isPending ? undefined : cancel}>
      <p className="hint">A user of its own limits an integration: its keys may do what this user may do.</p>
      <form ref={form} onSubmit={submit} className="stack">
        <TextField
          label="Name"
          name="name"
          maxLength={100}
          placeholder="Integration"
          problem={problemAt(userError, 'name')}
        />
        <TextField
          label="Email"
          name="email"
          type="email"
          maxLength={254}
          placeholder="integration@north.example"
          problem={problemAt(userError, 'email')}
        />
        <GroupField
          groups={known}
          chosenId={groupId}
          onChoose={setGroupId}
          problem={problemAt(userError, 'group_id')}
          error={groupError}
        />
        <Problem
          error={
            errorBeside(groupError, ['name', 'permissions']) ??
            errorBeside(userError, ['name', 'email', 'group_id']) ??
            missing
          }
        />
        <div className="actions">
          <button type="button" disabled={isPending} onClick={cancel}>
            Cancel
          </button>
          <button type="submit" className="primary" disabled={isPending}>
            {isPending ? 'Creating…' : 'Create user'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
