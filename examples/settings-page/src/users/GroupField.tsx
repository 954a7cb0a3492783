import { useId, useState } from 'react'
import { problemAt } from '../parts/problem-at.ts'
import { TextField } from '../parts/TextField.tsx'
import type { Group } from '../shop/shop.ts'
import { PermissionMatrix } from './PermissionMatrix.tsx'
import { useKnownPermissions, wordsOf } from './permissions.ts'
import { isGroupName } from './useCreateUser.ts'

/** The option for a group that is yet to be created. */
export const NEW_GROUP = 'new'

interface GroupFieldProps {
  readonly groups: readonly Group[]
  /** The id of an existing group, or `NEW_GROUP`; empty if none is selected. */
  readonly chosenId: string
  readonly onChoose: (id: string) => void
  /** The validation error of the selected group. */
  readonly problem: string | undefined
  /** The error of creating the new group. */
  readonly error: unknown
  /** Whether somebody else has created a group with the name of the new one. */
  readonly isTaken: boolean
}

/** Selects the group of a user: an existing group, or a new one. */
export function GroupField({ groups, chosenId, onChoose, problem, error, isTaken }: GroupFieldProps) {
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
            <option value={NEW_GROUP}>Create a new group</option>
          </select>
        </label>
        <p id={hint} className={problem ? 'field-problem' : 'hint'} aria-live="polite">
          {problem ? `Group ${problem}.` : hintOf(chosen)}
        </p>
      </div>
      {chosenId === NEW_GROUP && <NewGroupFields groups={groups} error={error} isTaken={isTaken} />}
    </>
  )
}

function hintOf(group: Group | undefined): string {
  if (!group) return 'A group determines the permissions of its users and their keys.'
  return group.permissions.length > 0
    ? `Its users can ${wordsOf(group.permissions)}.`
    : 'Its users have no permissions.'
}

type NewGroupFieldsProps = Pick<GroupFieldProps, 'groups' | 'error' | 'isTaken'>

function NewGroupFields({ groups, error, isTaken }: NewGroupFieldsProps) {
  const known = useKnownPermissions()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const problem = problemAt(error, 'permissions')
  const id = useId()
  return (
    <>
      <TextField
        label="Group name"
        name="group_name"
        maxLength={100}
        placeholder="Night shift"
        check={text => (isGroupName(groups, text) ? 'A group has this name. Choose it in the list above.' : '')}
        problem={isTaken ? 'is taken: choose that group in the list above' : problemAt(error, 'name')}
      />
      <fieldset aria-describedby={id}>
        <legend>Permissions of the group</legend>
        <PermissionMatrix name="permissions" permissions={known} chosen={chosen} onChoose={setChosen} />
        <p id={id} className="field-problem">
          {problem && `Permissions ${problem}.`}
        </p>
      </fieldset>
    </>
  )
}
