/** The script of every page: search, theme and copy buttons. */

import { labelForAssistiveTechnology } from './redoc-accessibility.ts'
import { openSearch } from './search/dialog.ts'

// The sidebar is longer than the screen: scroll to the current guide.
const sidebar = document.querySelector('.guides')
const guide = sidebar?.querySelector<HTMLElement>('[aria-current]')
if (sidebar && guide) sidebar.scrollTop = guide.offsetTop - sidebar.clientHeight / 2
document.querySelector('.search-open')?.addEventListener('click', openSearch)
// Redoc and TypeDoc have a search of their own for the same keys, so this one hears of them first.
addEventListener(
  'keydown',
  event => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    // A field that was just hidden, such as that of the closed search, keeps the focus for a moment.
    const isTyping =
      target instanceof HTMLElement &&
      target.matches('input, textarea, select, [contenteditable]') &&
      target.checkVisibility()
    const isSlash = key === '/' && !isTyping && !ctrlKey && !metaKey && !altKey
    if (!isSlash && !(key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    openSearch()
  },
  { capture: true },
)

document.querySelector('.theme')?.addEventListener('click', () => {
  const { classList } = document.documentElement
  const mode = classList.contains('dark') ? 'light' : 'dark'
  classList.remove('light', 'dark')
  classList.add(mode)
  document.documentElement.dataset.theme = mode
  try {
    // The keys that Redoc and TypeDoc read.
    localStorage.setItem('redoc.colorMode', mode)
    localStorage.setItem('tsd-theme', mode)
  } catch {
    // Without storage the choice applies to this page only.
  }
})

const reference = document.querySelector('#redoc')
if (reference) labelForAssistiveTechnology(reference)

// Another system opens at the same operation.
for (const link of document.querySelectorAll<HTMLAnchorElement>('.bar .systems a'))
  link.addEventListener('click', () => {
    link.hash = link.matches('.try-all') ? '' : location.hash
  })

if (navigator.clipboard) {
  for (const block of document.querySelectorAll('main .code')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy'
    button.textContent = 'Copy'
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.querySelector('code')?.textContent ?? '')
      button.textContent = 'Copied'
      setTimeout(() => {
        button.textContent = 'Copy'
      }, 1500)
    })
    block.append(button)
  }
}
