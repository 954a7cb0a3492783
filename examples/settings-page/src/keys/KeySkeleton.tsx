/** A placeholder for rows that are loading. */
export function KeySkeleton() {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">Loading keys…</span>
      {[0, 1, 2].map(row => (
        <div key={row} aria-hidden="true" />
      ))}
    </div>
  )
}
