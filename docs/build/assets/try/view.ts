/** A request beside its answer. */
import hljs from 'highlight.js/lib/core'
import json from 'highlight.js/lib/languages/json'
import { element, part } from './part.ts'
import type { Exchange } from './send.ts'

hljs.registerLanguage('json', json)

export function showExchange({ request, response, answer, refusal, milliseconds }: Exchange): void {
  const { status, ok } = response
  part('[role=status]').replaceChildren(
    element('span', { class: ok ? 'status good' : 'status bad' }, String(status)),
    ` ${refusal?.code ?? 'answered'} in ${Math.max(1, Math.round(milliseconds))} ms`,
  )
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  part('[data-part=exchange]').replaceChildren(
    ...(refusal ? [explanation(refusal)] : []),
    block('Request', request),
    block('Headers of the answer', headers),
    ...(answer === undefined ? [] : [block('Answer', JSON.stringify(answer, null, 2), true)]),
  )
}

/** What went wrong in the page itself. */
export function showFailure(error: unknown): void {
  part('[role=status]').textContent = error instanceof Error ? error.message : String(error)
  part('[data-part=exchange]').replaceChildren()
}

function explanation({ code, rule, at }: NonNullable<Exchange['refusal']>): HTMLElement {
  const root = document.body.dataset.root ?? ''
  return element(
    'p',
    { class: 'change removal' },
    'Refused by the rule ',
    element('code', {}, rule),
    ' at ',
    element('code', {}, at),
    '. ',
    element('a', { href: `${root}errors.html#${code}` }, `What ${code} means`),
  )
}

function block(title: string, text: string, isJson = false): HTMLElement {
  const code = element('code', {}, text)
  // Highlighting escapes what it is given.
  if (isJson) code.innerHTML = hljs.highlight(text, { language: 'json' }).value
  return element(
    'figure',
    {},
    element('figcaption', {}, title),
    element('pre', { tabindex: '0', 'aria-label': title, role: 'region' }, code),
  )
}
