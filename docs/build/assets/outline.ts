/** Says to those who listen what Redoc draws for those who see, whenever it draws. */
export function outline(reference: Element): void {
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

/** Redoc leaves levels out, for the look of them, and draws a part of the page alone. Its title follows that of the page. */
function levelHeadings(reference: Element): void {
  let last = 1
  for (const heading of reference.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    last = Math.max(2, Math.min(Number(heading.tagName.slice(1)), last + 1))
    heading.setAttribute('aria-level', String(last))
  }
}
