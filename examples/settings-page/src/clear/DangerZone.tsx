import { useHeading } from '../app/useHeading.ts'
import { ClearOperations } from './ClearOperations.tsx'

/** The page for what deletes data. */
export function DangerZone() {
  const heading = useHeading('Danger zone')
  return (
    <>
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            Danger zone
          </h1>
          <p className="lead">Records that you delete here cannot be restored.</p>
        </div>
      </header>
      <ClearOperations />
    </>
  )
}
