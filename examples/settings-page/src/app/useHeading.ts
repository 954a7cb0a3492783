import { useEffect, useRef } from 'react'

/**
 * A ref for the heading of a page. Sets the title of the tab, and focuses the heading if navigation or another state has
 * removed the focused element, so that screen readers announce the page and Tab continues from here.
 * @param state decides which controls the page has
 */
export function useHeading(title: string, state = '') {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = title
  }, [title])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state has removed the element
  useEffect(() => {
    const isFocusLost = document.activeElement === document.body
    if (isFocusLost && navigator.userActivation?.hasBeenActive) heading.current?.focus()
  }, [state])
  return heading
}
