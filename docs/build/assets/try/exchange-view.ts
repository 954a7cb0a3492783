/** Shows a request and its response. */
import hljs from 'highlight.js/lib/core'
import json from 'highlight.js/lib/languages/json'
import { element, part } from './dom.ts'
import type { Exchange } from './send.ts'

hljs.registerLanguage('json', json)

export function showExchange({ request, response, body, refusal, milliseconds }: Exchange): void {
  const { status, ok } = response
  part('[role=status]').replaceChildren(
    element('span', { class: ok ? 'status good' : 'status bad' }, String(status)),
    ` ${refusal ? `${refusal.code} ` : ''}in ${Math.max(1, Math.round(milliseconds))} ms`,
  )
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  part('[data-part=exchange]').replaceChildren(
    ...(refusal ? [explanation(refusal)] : []),
    ...(body === undefined ? [] : [block('Response', JSON.stringify(body, null, 2), true)]),
    block('Response headers', headers),
    block('Request', request),
  )
}

/** Shows an error of the page itself. */
export function showFailure(error: unknown): void {
  part('[role=status]').textContent = error instanceof Error ? error.message : String(error)
  part('[data-part=exchange]').replaceChildren()
}

function explanation({ code, rule, at }: NonNullable<Exchange['refusal']>): HTMLElement {
  const root = document.body.dataset.root ?? ''
  return element(
    'p',
    { class: 'change removal' },
    ...ruleAt(rule, at),
    element('a', { href: `${root}errors.html#${code}` }, `About ${code}`),
  )
}

/** Some rules are not in the contract, and have no place. */
function ruleAt(rule: string, at: string): (Node | string)[] {
  const place = at === '' ? [] : [' at ', element('code', {}, at)]
  return ['Rejected by the rule ', element('code', {}, rule), ...place, '. ']
}

function block(title: string, text: string, isJson = false): HTMLElement {
  const code = element('code', {}, text)
  // The highlighter escapes its input.
  if (isJson) code.innerHTML = hljs.highlight(text, { language: 'json' }).value
  return element(
    'figure',
    {},
    element('figcaption', {}, title),
    element('pre', { tabindex: '0', 'aria-label': title, role: 'region' }, code),
  )
}
