import { type ReactNode, useId, useRef } from 'react'

interface MenuProps {
  readonly label: string
  /** `row-menu`: the buttons are in the row if the list is wide enough for it. */
  readonly className?: string
  /** Buttons. */
  readonly children: ReactNode
}

/** A menu of buttons: a native popover, which Escape and a click outside close. */
export function Menu({ label, className = '', children }: MenuProps) {
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const close = () => {
    if (popover.current?.matches(':popover-open')) popover.current.hidePopover()
  }
  return (
    <div className={`menu ${className}`}>
      <button type="button" className="icon" aria-label={label} popoverTarget={id}>
        ⋮
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the buttons in it are clicked */}
      <div ref={popover} id={id} popover="auto" className="menu-items" onClick={close}>
        {children}
      </div>
    </div>
  )
}
