import type { Selection } from './useSelection.ts'

interface SelectedKeysProps {
  readonly selection: Selection
  readonly onRevoke: () => void
  /** Called when the selection was cleared, and the focused button is gone. */
  readonly onClear: () => void
}

/** The actions for the selected keys. */
export function SelectedKeys({ selection: { selected, select }, onRevoke, onClear }: SelectedKeysProps) {
  const isEmpty = selected.length === 0
  const clear = () => {
    select(selected, false)
    onClear()
  }
  return (
    <>
      <p role="status" className="visually-hidden">
        {!isEmpty && `${selected.length} selected`}
      </p>
      {!isEmpty && (
        <section aria-label="Selected keys" className="selected">
          <p aria-hidden="true">{selected.length} selected</p>
          <div className="buttons">
            <button type="button" onClick={clear}>
              Clear
            </button>
            <button type="button" onClick={onRevoke}>
              Revoke selected
            </button>
          </div>
        </section>
      )}
    </>
  )
}
