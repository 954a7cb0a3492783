import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Dialog } from '../parts/Dialog.tsx'
import { Problem } from '../parts/Failure.tsx'
import { errorBeside, problemAt } from '../parts/problem-at.ts'
import { TextField } from '../parts/TextField.tsx'
import type { Groups, NewGroup, NewUser, User, Users } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import { GroupField, NEW_GROUP } from './GroupField.tsx'
import { alone, useCreateGroup, useCreateUser, useFindGroup, useUpdateUser } from './useCreateUser.ts'
import { useGroups } from './useGroups.ts'

interface NewUserDialogProps {
  readonly users: Users
  readonly groups: Groups
  /** A user that was created before, but whose group was not. */
  readonly unfinished: User | undefined
  readonly onClose: () => void
  /** Called after the dialog has closed. */
  readonly onMade: (user: User, isFinished: boolean) => void
}

/** What is to be created: a user in an existing group, or in a new one. */
interface Typed {
  readonly user: NewUser
  readonly group?: NewGroup
}

/** Creates a user for an integration, in an existing group or in a new one. */
export function NewUserDialog({ users, groups, unfinished, onClose, onMade }: NewUserDialogProps) {
  const client = useQueryClient()
  const { data: known = [], error: missing } = useGroups()
  const [groupId, setGroupId] = useState('')
  const taken = useFindGroup(groups)
  const group = useCreateGroup(groups)
  const user = useCreateUser(users)
  const change = useUpdateUser(users)
  const [made, setMade] = useState(unfinished)
  // A failed attempt may have created the user.
  const save = (body: NewUser) => (made ? change.mutateAsync({ ...body, id: made.id }) : user.make(body))
  /** Resolves with undefined if there is such a group. */
  const makeInNewGroup = (fields: NewUser, body: NewGroup) =>
    alone(async () => {
      // The group may be this one, from an attempt whose response was lost.
      if (!group.error && (await taken.mutateAsync(body.name))) return undefined
      // The user comes first, so that no group is left behind if the user cannot be created.
      const saved = await save(fields)
      setMade(saved)
      const { id } = await group.make(body)
      setGroupId(id)
      return change.mutateAsync({ id: saved.id, group_id: id })
    })
  const {
    mutate,
    isPending,
    error: failure,
  } = useAction({
    mutationFn: ({ user, group }: Typed) => (group ? makeInNewGroup(user, group) : save(user)),
  })
  const userError = failure === user.error || failure === change.error ? failure : null
  const groupError = userError || groupId !== NEW_GROUP ? null : failure
  const isTaken = groupId === NEW_GROUP && taken.data === true
  const error = groupError ?? userError ?? isTaken
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    const text = (name: string) => String(typed.get(name))
    const fields = { name: text('name'), email: text('email') }
    const input: Typed =
      groupId === NEW_GROUP
        ? { user: fields, group: { name: text('group_name'), permissions: typed.getAll('permissions').map(String) } }
        : { user: { ...fields, group_id: groupId } }
    mutate(input, {
      onSuccess: created => {
        if (!created) return
        // Close the dialog first: while it is open, no other element can have the focus.
        flushSync(onClose)
        onMade(created, true)
      },
    })
  }
  const cancel = () => {
    flushSync(onClose)
    // The form shows what was created: a user without permissions.
    if (made) onMade(made, false)
    // If a response was lost, the lists show what was created.
    if (error) for (const choices of ['users', 'groups']) void client.invalidateQueries({ queryKey: [choices] })
  }
  return (
    <Dialog title="New user" onCancel={isPending ? undefined : cancel}>
      <form ref={form} onSubmit={submit}>
        <div className="dialog-body stack">
          <p className="hint">
            Create a separate user for each integration. Its keys can do only what that user can do.
          </p>
          <TextField
            label="Name"
            name="name"
            maxLength={100}
            placeholder="Integration"
            defaultValue={unfinished?.name}
            problem={problemAt(userError, 'name')}
          />
          <TextField
            label="Email"
            name="email"
            type="email"
            maxLength={254}
            placeholder="integration@north.example"
            defaultValue={unfinished?.email}
            problem={problemAt(userError, 'email')}
          />
          <GroupField
            groups={known}
            chosenId={groupId}
            onChoose={setGroupId}
            problem={problemAt(userError, 'group_id')}
            error={groupError}
            isTaken={isTaken}
          />
          <Problem
            error={
              errorBeside(groupError, ['name', 'permissions']) ??
              errorBeside(userError, ['name', 'email', 'group_id']) ??
              missing
            }
          />
        </div>
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
