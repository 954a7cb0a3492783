import { useId } from 'react'
import { problemAt } from '../parts/problem-at.ts'
import { TextField } from '../parts/TextField.tsx'
import type { Group } from '../shop/shop.ts'
import { PermissionBoxes } from './PermissionBoxes.tsx'
import { useKnownPermissions, wordsOf } from './permissions.ts'

/** Stands for a group that is yet to be made. */
export const NEW_GROUP = 'new'

interface GroupFieldProps {
  readonly groups: readonly Group[]
  /** The id of one that there is, or `NEW_GROUP`; empty where nothing is chosen. */
  readonly chosenId: string
  readonly onChoose: (id: string) => void
  /** What the server found wrong with the choice. */
  readonly problem: string | undefined
  /** Why the new group was not made. */
  readonly error: unknown
}

/** The group that limits a user: one of those that there are, or a new one. */
export function GroupField({ groups, chosenId, onChoose, problem, error }: GroupFieldProps) {
  const hint = useId()
  const chosen = groups.find(({ id }) => id === chosenId)
  return (
    <>
      <div>
        <label>
          Group
          <select
            required
            value={chosenId}
            onChange={event => onChoose(event.target.value)}
            aria-invalid={problem !== undefined}
            aria-describedby={hint}
          >
            <option value="" disabled>
              Choose a group
            </option>
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={NEW_GROUP}>A new, limited group</option>
          </select>
        </label>
        <p id={hint} className={problem ? 'field-problem' : 'hint'} aria-live="polite">
          {problem ? `Group ${problem}.` : hintOf(chosen)}
        </p>
      </div>
      {chosenId === NEW_GROUP && <NewGroupFields error={error} />}
    </>
  )
}

function hintOf(group: Group | undefined): string {
  if (!group) return 'A group limits what its users and their keys may do.'
  return group.permissions.length > 0
    ? `Its users may ${wordsOf(group.permissions)}.`
    : 'It allows its users nothing that takes a permission.'
}

function NewGroupFields({ error }: { readonly error: unknown }) {
  const known = useKnownPermissions()
  const problem = problemAt(error, 'permissions')
  const id = useId()
  return (
    <>
      <TextField
        label="Name of the group"
        name="group_name"
        maxLength={100}
        placeholder="Night shift"
        problem={problemAt(error, 'name')}
      />
      <fieldset aria-describedby={id}>
        <legend>The group may</legend>
        <PermissionBoxes name="permissions" permissions={known} />
        <p id={id} className="field-problem">
          {problem && `Permissions ${problem}.`}
        </p>
      </fieldset>
    </>
  )
}
