import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  readonly title: ReactNode
  readonly children: ReactNode
  /** Called on Escape. Without it, only the buttons of the dialog can close it. */
  readonly onCancel?: (() => void) | undefined
  readonly role?: 'dialog' | 'alertdialog'
  readonly className?: string
  /** The id of the element that describes it. */
  readonly describedBy?: string
  /** Has the focus at first; defaults to the first control. */
  readonly focus?: RefObject<HTMLElement | null>
}

/**
 * A native modal dialog, which is open while it is rendered. When it closes, the focus returns to the previous element.
 */
export function Dialog({
  title,
  children,
  onCancel,
  role = 'dialog',
  className = '',
  describedBy,
  focus,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    focus?.current?.focus()
    return () => element?.close()
  }, [focus])
  return (
    <dialog
      ref={dialog}
      // Preventing `cancel` is not enough: Chromium closes a dialog on the second Escape.
      closedby={onCancel ? 'closerequest' : 'none'}
      role={role}
      aria-labelledby={heading}
      aria-describedby={describedBy}
      className={`dialog ${className}`}
      onCancel={event => {
        // React also delivers the event of a nested dialog.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onCancel?.()
      }}
      onClose={() => {
        if (dialog.current?.open === false) onCancel?.()
      }}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  )
}
