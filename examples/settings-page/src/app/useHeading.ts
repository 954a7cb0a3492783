import { useEffect, useRef } from 'react'

/**
 * A ref for the heading of a page. Sets the title of the tab, and focuses the heading if navigation has removed the
 * focused element, so that screen readers announce the page and Tab continues from here.
 */
export function useHeading(title: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => {
    const isFocusLost = document.activeElement === document.body
    if (isFocusLost && navigator.userActivation?.hasBeenActive) heading.current?.focus()
  }, [])
  return heading
}
