/** The reference of the keywords of `x-latchkey`, which is generated from their JSON Schema. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listed, withPageLinks } from '../guide-paths.ts'
import type { Page } from '../layout.ts'
import { markdown } from '../markdown.ts'
import { ROOT } from '../paths.ts'

const SOURCE = 'docs/generated/vocabulary.md'

export function vocabularyPage(): Page {
  const text = readFileSync(join(ROOT, SOURCE), 'utf8')
  return {
    ...listed(SOURCE),
    title: 'The keywords of x-latchkey',
    body: withPageLinks(markdown(text), SOURCE),
  }
}
