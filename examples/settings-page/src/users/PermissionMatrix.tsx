import { useId } from 'react'
import { levelOf, levelsOf, permissionsFor, resourcesOf, titleOf } from './permissions.ts'

interface PermissionMatrixProps {
  /** The name of the chosen permissions in the form. */
  readonly name: string
  /** What can be chosen: `orders:read`, `orders:write`. */
  readonly permissions: readonly string[]
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
  /** Why the choice is not valid; empty if it is. */
  readonly problem?: string
}

/** Chooses permissions: a level for each resource. A level includes those before it. */
export function PermissionMatrix({ name, permissions, chosen, onChoose, problem = '' }: PermissionMatrixProps) {
  const hint = useId()
  const levels = levelsOf(permissions)
  return (
    <>
      <table className="matrix" aria-describedby={hint}>
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">None</th>
            {levels.map(level => (
              <th key={level} scope="col">
                {titleOf(level)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {resourcesOf(permissions).map((resource, row) => (
            <tr key={resource}>
              <th scope="row">{titleOf(resource)}</th>
              {['none', ...levels].map((level, column) => (
                <td key={level}>
                  {(level === 'none' || permissions.includes(`${resource}:${level}`)) && (
                    <input
                      type="radio"
                      name={`level of ${name} ${resource}`}
                      value={level}
                      aria-label={`${titleOf(resource)}: ${level}`}
                      checked={level === levelOf(resource, chosen)}
                      ref={input => {
                        if (row + column === 0) input?.setCustomValidity(problem)
                      }}
                      onChange={() => onChoose(permissionsFor(resource, level, permissions, chosen))}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p id={hint} className={problem ? 'field-problem' : 'hint'}>
        {problem || 'Write includes read.'}
      </p>
      {chosen.map(permission => (
        <input key={permission} type="hidden" name={name} value={permission} />
      ))}
    </>
  )
}
