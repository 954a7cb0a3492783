import { useState } from 'react'
import { PermissionMatrix } from './PermissionMatrix.tsx'

/** `all`: no scopes, so that the key can do whatever its user can do. */
type Preset = 'read' | 'all' | 'custom'

const PRESETS: Readonly<Record<Preset, string>> = { read: 'Read only', custom: 'Custom', all: 'Everything' }

interface ScopesFieldProps {
  /** The permissions of the user that the key acts as. */
  readonly permissions: readonly string[]
}

/** Limits the permissions of a key. It can read at first, and cannot be generated without any permission. */
export function ScopesField({ permissions }: ScopesFieldProps) {
  const [preset, setPreset] = useState<Preset>('read')
  const [custom, setCustom] = useState<readonly string[]>([])
  const chosen = {
    read: permissions.filter(isRead),
    custom: custom.filter(one => permissions.includes(one)),
    all: permissions,
  }[preset]
  if (permissions.length === 0) return null
  const choose = (next: Preset) => {
    setCustom(chosen)
    setPreset(next)
  }
  return (
    <fieldset>
      <legend>Permissions</legend>
      <div className="presets">
        {(Object.keys(PRESETS) as Preset[]).map(one => (
          <label key={one} className="check">
            <input type="radio" name="preset" value={one} checked={one === preset} onChange={() => choose(one)} />
            {PRESETS[one]}
          </label>
        ))}
      </div>
      {preset === 'all' ? (
        <p className="hint">The key has all permissions of its user, including those that the user gets later.</p>
      ) : (
        <>
          <input type="hidden" name="narrowed" value="yes" />
          <PermissionMatrix
            name="scopes"
            permissions={permissions}
            chosen={chosen}
            onChoose={next => {
              setCustom(next)
              setPreset('custom')
            }}
            problem={chosen.length === 0 ? 'Choose at least one permission.' : ''}
          />
        </>
      )}
    </fieldset>
  )
}

const isRead = (permission: string) => permission.endsWith(':read')
