interface PermissionBoxesProps {
  /** The name of the checkboxes in the form. */
  readonly name: string
  readonly permissions: readonly string[]
}

export function PermissionBoxes({ name, permissions }: PermissionBoxesProps) {
  return (
    <div className="scopes">
      {permissions.map(permission => (
        <label className="check" key={permission}>
          <input type="checkbox" name={name} value={permission} />
          <code>{permission}</code>
        </label>
      ))}
    </div>
  )
}
