/** The script of every page: search, theme and copy buttons. */
import { labelForAssistiveTechnology } from './redoc-accessibility.ts'
import { openSearch } from './search.ts'

// On a phone the navigation is wider than the screen: scroll to the current entry.
document.querySelector('.bar [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
document.querySelector('.search-open')?.addEventListener('click', () => void openSearch())
document.addEventListener('keydown', event => {
  const isTyping =
    event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]')
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  void openSearch()
})

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

if (navigator.clipboard) {
  for (const block of document.querySelectorAll('main pre')) {
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
