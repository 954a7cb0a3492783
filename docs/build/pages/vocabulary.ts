/** The reference of the keywords of `x-latchkey`, which is generated from their JSON Schema. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Html } from '../html.ts'
import type { Page } from '../layout.ts'
import { markdown } from '../markdown.ts'
import { DOCS } from '../paths.ts'

export function vocabularyPage(): Page {
  const text = readFileSync(join(DOCS, 'generated/vocabulary.md'), 'utf8')
  return {
    path: 'vocabulary.html',
    title: 'The keywords of x-latchkey',
    description: 'Every keyword for the rules of a contract, with an example.',
    section: 'guides',
    body: new Html(markdown(text).text.replaceAll(/href="\.\.\/([\w-]+)\.md"/g, 'href="guides/$1.html"')),
  }
}
