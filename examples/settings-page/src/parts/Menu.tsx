import { type ReactNode, useId, useRef } from 'react'

interface MenuProps {
  readonly label: string
  /** Buttons. */
  readonly children: ReactNode
}

/** A menu of buttons: a native popover, which Escape and a click outside close. */
export function Menu({ label, children }: MenuProps) {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  return (
    <div className="menu">
      <button type="button" className="icon" aria-label={label} popoverTarget={id}>
        ⋮
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the buttons in it are clicked */}
      <div ref={popover} id={id} popover="auto" className="menu-items" onClick={() => popover.current?.hidePopover()}>
        {children}
      </div>
    </div>
  )
}
