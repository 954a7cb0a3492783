import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** Asked for by Escape; without it, nothing but the dialog's own buttons closes it. */
  readonly onCancel?: (() => void) | undefined
  readonly role?: 'dialog' | 'alertdialog'
  readonly className?: string
  /** What has the focus at first; else it is the first control. */
  readonly focus?: RefObject<HTMLElement | null>
}

/**
 * A native modal dialog, open for as long as it is rendered. The focus goes back to where it came from.
 */
export function Dialog({ title, children, onCancel, role = 'dialog', className = '', focus }: DialogProps) {
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
      // To prevent `cancel` is not enough: Chromium closes a dialog at a repeated Escape all the same.
      closedby={onCancel ? 'closerequest' : 'none'}
      role={role}
      aria-labelledby={heading}
      className={`dialog ${className}`}
      onCancel={event => {
        // React passes on what a dialog above this one is asked.
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
