import type { Marks } from './useMarks.ts'

interface MarkedKeysProps {
  readonly marks: Marks
  readonly onRevoke: () => void
}

/** What can be done with the keys that are marked. */
export function MarkedKeys({ marks: { marked, mark }, onRevoke }: MarkedKeysProps) {
  const isEmpty = marked.length === 0
  return (
    <section aria-label="Marked keys" className="marked" hidden={isEmpty}>
      <p role="status">{!isEmpty && `${marked.length} marked`}</p>
      <div className="buttons">
        <button type="button" onClick={() => mark(marked, false)}>
          Clear
        </button>
        <button type="button" className="danger" onClick={onRevoke}>
          Revoke marked
        </button>
      </div>
    </section>
  )
}
