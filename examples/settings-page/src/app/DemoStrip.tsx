import type { ReactNode } from 'react'

interface DemoStripProps {
  /** The URL of the documentation; undefined if the server has none. */
  readonly docs: string | undefined
  readonly children: ReactNode
}

/** What belongs to the demo, and not to the page that one would copy: the choice of the system, and the documentation. */
export function DemoStrip({ docs, children }: DemoStripProps) {
  return (
    <aside className="strip" aria-label="Demo">
      <p>
        <strong>Demo</strong> <span>A mock server: nothing here is real.</span>
      </p>
      {children}
      {docs && <a href={docs}>Documentation</a>}
    </aside>
  )
}
