/** Builds the pages that neither Redoc nor TypeDoc makes, with their scripts, styles and search. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildAssets, copyImages } from './assets.ts'
import { layout, type Page } from './layout.ts'
import { llmsText, operationFiles } from './markdown-reference.ts'
import { changelogPage } from './pages/changelog.ts'
import { commandLinePage } from './pages/command-line.ts'
import { differencePage } from './pages/difference.ts'
import { errorsPage, problemsOf } from './pages/errors.ts'
import { examplePages } from './pages/examples.ts'
import { guidePages } from './pages/guides.ts'
import { homePage } from './pages/home.ts'
import { notFoundPage } from './pages/not-found.ts'
import { referenceIndexPage } from './pages/reference-index.ts'
import { systemsPage } from './pages/systems.ts'
import { tryPages } from './pages/try.ts'
import { vocabularyPage } from './pages/vocabulary.ts'
import { DOCS, SITE } from './paths.ts'
import { searchEntries } from './search/entries.ts'
import { writeEntries } from './search/write.ts'
import type { System } from './system.ts'
import { tryData } from './try-data.ts'

export async function pagesOf(systems: readonly System[]): Promise<readonly Page[]> {
  const problems = problemsOf(systems)
  const conflict = problems.find(({ code }) => systems.some(({ contract }) => limitCodes(contract).includes(code)))
  const differences = await Promise.all(systems.map(differencePage))
  return [
    homePage(systems, conflict?.example),
    ...guidePages(),
    ...examplePages(),
    commandLinePage(),
    systemsPage(systems),
    ...differences.filter(page => page !== undefined),
    ...tryPages(systems),
    referenceIndexPage(systems),
    errorsPage(problems, readFileSync(join(DOCS, 'errors.md'), 'utf8')),
    vocabularyPage(),
    await changelogPage(systems),
  ]
}

const limitCodes = ({ resources }: System['contract']) =>
  Object.values(resources).flatMap(({ limits = [] }) => limits.flatMap(({ refuse }) => refuse ?? []))

export async function buildPages(systems: readonly System[], pages: readonly Page[]): Promise<void> {
  for (const page of [...pages, notFoundPage()]) write(page.path, layout(page))
  for (const [path, text] of operationFiles(systems)) write(path, text)
  for (const { id, file } of systems) {
    mkdirSync(join(SITE, 'openapi'), { recursive: true })
    copyFileSync(file, join(SITE, 'openapi', `${id}.json`))
  }
  write('llms.txt', llmsText(systems, pages))
  for (const system of systems)
    write(`assets/try/${system.id}.js`, `globalThis.latchkeyTry = ${JSON.stringify(tryData(system))}\n`)
  await buildAssets()
  writeEntries('pages', searchEntries(pages, systems))
  copyImages(pages)
}

function write(path: string, text: string): void {
  const file = join(SITE, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
