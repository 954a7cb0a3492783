import type { ComponentProps, MouseEvent } from 'react'
import { addressWith, type Changes, navigate, useParameters } from './location.ts'

interface LinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  readonly to: Changes
}

/** A link within the page. A plain click navigates without a page load; the browser handles all other clicks. */
export function Link({ to, ...rest }: LinkProps) {
  useParameters()
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(to)
  }
  return <a {...rest} href={addressWith(to)} onClick={follow} />
}
