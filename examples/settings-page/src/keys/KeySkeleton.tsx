/** In place of rows that are on their way. */
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
