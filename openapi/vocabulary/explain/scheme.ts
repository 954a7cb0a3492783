/** What the words of a security scheme mean: whom a request acts as, and which credentials work. */

import type { CredentialWords, SelectionWords } from '../../contract/words.ts'
import type { SchemeNode } from '../model/model.ts'
import type { Links } from './index.ts'
import { code, list, paragraphs, table } from './words.ts'

export function explainScheme({ words }: SchemeNode, links: Links): string {
  if (!words) return ''
  return 'authenticates' in words ? credential(words, links) : selection(words, links)
}

function credential(words: CredentialWords, links: Links): string {
  const grants = words.grants === 'all' ? 'It has every permission.' : 'Permissions are looked up anew at each request.'
  const narrowed =
    words.narrowed_by === undefined
      ? ''
      : ` Where ${code(words.narrowed_by)} is not null, only those permissions are left.`
  const touch = words.touch === undefined ? '' : ` Each success sets ${code(words.touch)}.`
  return paragraphs(
    `Works while it is ${list(words.accepts.map(code), 'or')}.${words.acts_as === undefined ? '' : ` It acts as what ${code(words.acts_as)} says.`} ${grants}${narrowed}${touch}`,
    refusals(words.refuse, links),
  )
}

function selection({ selects, refuse }: SelectionWords, links: Links): string {
  return paragraphs(`It names one ${code(selects)} of the caller's account.`, refusals(refuse, links))
}

function refusals(refuse: Readonly<Record<string, string>>, links: Links): string {
  return table(
    ['When it is', 'The answer is'],
    Object.entries(refuse).map(([situation, problem]) => [situation, links.problem(problem)]),
  )
}
