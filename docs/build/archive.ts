/** Packs the built site into the archive from which the package serves it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOCS_ARCHIVE } from '../../mock/server/pages.ts'
import { packSite } from '../../mock/server/site.ts'
import { ROOT, SITE } from './paths.ts'

/** Bytes. A release that needs more must raise it on purpose. */
const MOST = 1_350_000

const archive = packSite(SITE)
if (archive.length > MOST)
  throw new Error(`The documentation takes ${archive.length} bytes in the package, more than ${MOST}. Make it smaller.`)
writeFileSync(join(ROOT, DOCS_ARCHIVE), archive)
console.log(`${DOCS_ARCHIVE}: ${Math.round(archive.length / 1000)} kB`)
