/** `npm run docs`: builds docs/site/ from the contract, the guides and the sources of the SDK and the mock. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildApiReferences } from './api-reference.ts'
import { buildPages, pagesOf } from './build-pages.ts'
import { SITE } from './paths.ts'
import { buildSdkReference } from './sdk-reference.ts'
import { readSystems } from './system.ts'

const started = performance.now()
rmSync(SITE, { recursive: true, force: true })
const systems = readSystems()
const pages = await pagesOf(systems)
await buildPages(systems, pages)
mkdirSync(join(SITE, 'reference'), { recursive: true })
await Promise.all([buildApiReferences(systems), buildSdkReference()])
console.log(
  `docs/site: ${pages.length} pages and ${systems.length} references in ${Math.round(performance.now() - started)} ms.`,
)
