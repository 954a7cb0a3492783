import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { errorBeside, problemAt } from '../parts/problem-at.ts'
import { TextField } from '../parts/TextField.tsx'
import type { Groups, User, Users } from '../shop/shop.ts'
import { GroupField, NEW_GROUP } from './GroupField.tsx'
import { useCreateGroup, useCreateUser } from './useCreateUser.ts'
import { useGroups } from './useGroups.ts'

interface NewUserDialogProps {
  readonly users: Users
  readonly groups: Groups
  readonly onClose: () => void
  /** Called after the dialog has closed. */
  readonly onMade: (user: User) => void
}

/** Creates a user for an integration, in an existing group or in a new one. */
export function NewUserDialog({ users, groups, onClose, onMade }: NewUserDialogProps) {
  const client = useQueryClient()
  const { data: known = [], error: missing } = useGroups()
  const [groupId, setGroupId] = useState('')
  const group = useCreateGroup(groups)
  const user = useCreateUser(users)
  const isPending = group.isPending || user.isPending
  // A group that was just created is an existing group.
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
        // Close the dialog first: while it is open, no other element can have the focus.
        flushSync(onClose)
        onMade(made)
      })
    if (groupId !== NEW_GROUP) return makeUser(groupId)
    group.make({ name: text('group_name'), permissions: typed.getAll('permissions').map(String) }, ({ id }) => {
      // Even if creating the user fails, the group now exists.
      setGroupId(id)
      makeUser(id)
    })
  }
  const cancel = () => {
    onClose()
    // If a response was lost, the lists show what was created.
    if (error) for (const choices of ['users', 'groups']) void client.invalidateQueries({ queryKey: [choices] })
  }
  return (
    <Dialog title="New user" onCancel={isPending ? undefined : cancel}>
      <p className="hint">Create a separate user for each integration. Its keys can do only what that user can do.</p>
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
