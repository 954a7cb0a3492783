/** Adds roles, labels and heading levels to what Redoc renders, whenever it renders. */
export function labelForAssistiveTechnology(reference: Element): void {
  const name = () => {
    nameMenu(reference)
    levelHeadings(reference)
  }
  name()
  new MutationObserver(name).observe(reference, { childList: true, subtree: true })
}

function nameMenu(reference: Element): void {
  const menu = reference.querySelector('.menu-content')
  menu?.setAttribute('role', 'navigation')
  menu?.setAttribute('aria-label', 'Operations')
}

/** Redoc skips heading levels, and renders only a part of the page. The first heading follows the `h1` of the page. */
function levelHeadings(reference: Element): void {
  let last = 1
  for (const heading of reference.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    last = Math.max(2, Math.min(Number(heading.tagName.slice(1)), last + 1))
    heading.setAttribute('aria-level', String(last))
  }
}
