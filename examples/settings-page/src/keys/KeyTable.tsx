import { useState } from 'react'
import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { Menu } from '../parts/Menu.tsx'
import { KeyNotes } from '../rotate/KeyNotes.tsx'
import { useMayWrite, useShop } from '../shop/context.ts'
import type { ApiKey } from '../shop/shop.ts'
import { Acting } from './Acting.tsx'
import { type Column, columnsOf } from './columns.tsx'
import { EndKeyDialog } from './EndKeyDialog.tsx'
import { KeptSecret } from './KeptSecret.tsx'
import { statusOf } from './listing.ts'
import { labelOf, uniqueNameOf, wordOf } from './names.ts'
import { type Ending, endingsOf } from './rules.ts'
import { SelectBox } from './SelectBox.tsx'
import { SelectedKeys } from './SelectedKeys.tsx'
import { SortHeading } from './SortHeading.tsx'
import { type Selection, useSelection } from './useSelection.ts'

interface KeyTableProps {
  readonly keys: readonly ApiKey[]
  /** Called when the focused element has left the list. */
  readonly onGone: () => void
}

export function KeyTable({ keys, onGone }: KeyTableProps) {
  const { system } = useShop()
  const mayWrite = useMayWrite()
  const columns = columnsOf(system, statusOf(useParameters(), system), keys, mayWrite ?? false)
  const [ending, setEnding] = useState<{ readonly keys: readonly ApiKey[]; readonly how: Ending }>()
  const selection = useSelection(keys, key => endingsOf(key, system).includes('revoke'))
  const canSelect = mayWrite && system.canRevokeMany
  return (
    <>
      <table className="keys">
        <thead>
          <tr>
            {canSelect && (
              <th scope="col" className="select">
                <SelectBox label="Select all" keys={selection.selectable} selection={selection} />
              </th>
            )}
            <SortHeading field={system.label?.field}>{system.label ? wordOf(system.label.field) : 'Key'}</SortHeading>
            {columns.map(({ field, heading }) => (
              <SortHeading key={field} field={field}>
                {heading}
              </SortHeading>
            ))}
            {mayWrite && (
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {keys.map(key => (
            <KeyRow
              key={key.id}
              apiKey={key}
              name={uniqueNameOf(key, keys, system)}
              columns={columns}
              mayWrite={mayWrite ?? false}
              selection={canSelect ? selection : undefined}
              onEnd={how => setEnding({ keys: [key], how })}
            />
          ))}
        </tbody>
      </table>
      {canSelect && (
        <SelectedKeys
          selection={selection}
          onRevoke={() => setEnding({ keys: selection.selected, how: 'revoke' })}
          onClear={onGone}
        />
      )}
      {ending && (
        <EndKeyDialog keys={ending.keys} how={ending.how} onClose={() => setEnding(undefined)} onEnded={onGone} />
      )}
    </>
  )
}

interface KeyRowProps {
  readonly apiKey: ApiKey
  /** Differs from those of all other rows. */
  readonly name: string
  readonly columns: readonly Column[]
  readonly mayWrite: boolean
  /** Undefined if keys cannot be selected. */
  readonly selection: Selection | undefined
  readonly onEnd: (how: Ending) => void
}

function KeyRow({ apiKey: key, name, columns, mayWrite, selection, onEnd }: KeyRowProps) {
  const { system } = useShop()
  const endings = endingsOf(key, system)
  return (
    <tr>
      {selection && (
        <td className="select">
          {selection.selectable.includes(key) && (
            <SelectBox label={`Select ${name}`} keys={[key]} selection={selection} />
          )}
        </td>
      )}
      <th scope="row" className="key-name">
        <KeyName apiKey={key} />
      </th>
      {columns.map(({ field, heading, cell }) => (
        <td key={field} data-heading={heading} className={field === 'status' ? 'key-status' : 'key-time'}>
          {cell(key, name)}
        </td>
      ))}
      {mayWrite && (
        <td className="row-actions">
          {endings.length > 0 && (
            <Menu label={`Actions for ${name}`} className="row-menu">
              {endings.map(how => (
                <button key={how} type="button" aria-label={`${wordOf(how)} ${name}`} onClick={() => onEnd(how)}>
                  {wordOf(how)}
                </button>
              ))}
            </Menu>
          )}
        </td>
      )}
    </tr>
  )
}

/** The label of the key, and what tells it apart from a key with the same label. */
function KeyName({ apiKey: key }: { readonly apiKey: ApiKey }) {
  const { system } = useShop()
  const label = labelOf(key, system)
  return (
    <>
      <Link to={{ key: key.id }} className="key-label">
        {label === undefined ? <code>{key.redacted}</code> : <bdi>{label}</bdi>}
      </Link>
      <p className="key-identity">
        {label !== undefined && <code>{key.redacted}</code>}
        {key.secret && <KeptSecret secret={key.secret} name={key.redacted} />}
        {system.userChoice !== 'none' && (
          <span>
            acts as <Acting apiKey={key} />
          </span>
        )}
      </p>
      <KeyNotes apiKey={key} />
    </>
  )
}
