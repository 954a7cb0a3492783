/** Packs the built site into the archive from which the package serves it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOCS_ARCHIVE } from '../../mock/server/pages.ts'
import { packSite } from '../../mock/server/site.ts'
import { ROOT, SITE } from './paths.ts'

const archive = packSite(SITE)
writeFileSync(join(ROOT, DOCS_ARCHIVE), archive)
console.log(`${DOCS_ARCHIVE}: ${Math.round(archive.length / 1000)} kB`)
