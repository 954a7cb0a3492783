/** The reference of the keywords of `x-latchkey`, which is generated from their JSON Schema. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guidePath, withPageLinks } from '../guide-paths.ts'
import type { Page } from '../layout.ts'
import { markdown } from '../markdown.ts'
import { ROOT } from '../paths.ts'

const SOURCE = 'docs/generated/vocabulary.md'

export function vocabularyPage(): Page {
  const text = readFileSync(join(ROOT, SOURCE), 'utf8')
  return {
    path: guidePath(SOURCE),
    title: 'The keywords of x-latchkey',
    description: 'Every keyword for the rules of a contract, with an example.',
    section: 'guides',
    body: withPageLinks(markdown(text), SOURCE),
  }
}
