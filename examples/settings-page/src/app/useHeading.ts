import { useEffect, useRef } from 'react'

/**
 * The heading of a page that was just arrived at. It names the tab, and takes the focus where that was on something that
 * is gone, such as the link that led here: so a screen reader says where one is, and the next Tab goes on from here.
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
