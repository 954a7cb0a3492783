/**
 * `npm run bench`: speed as ratios to a peer measured in the same run. It never fails, because machines are noisy.
 * `npm run bench -- benchStart benchDocumentStart` runs only these.
 */
import { benchDocumentStart, benchDocumentThroughput } from './documents.ts'
import { benchEngine, benchGrowth, benchHostileBodies } from './engine.ts'
import { benchGenerate } from './generate.ts'
import type { Row } from './measure.ts'
import { benchHandlers, benchInterception, benchTestStart } from './msw.ts'
import { benchImport, benchSdk } from './sdk.ts'
import { benchStart, benchThroughput } from './server.ts'

const rows: Row[] = []
const benches = [
  // First, because the others leave a larger heap than a page has.
  benchSdk,
  benchImport,
  benchEngine,
  benchGrowth,
  benchHostileBodies,
  benchHandlers,
  benchInterception,
  benchTestStart,
  benchStart,
  benchThroughput,
  benchDocumentStart,
  benchDocumentThroughput,
  benchGenerate,
]
const chosen = process.argv.slice(2)
for (const bench of benches.filter(({ name }) => chosen.length === 0 || chosen.includes(name)))
  rows.push(...(await bench()))
console.table(
  rows.map(({ what, ours, peer, unit, ratio, most }) => ({
    what,
    ours: `${ours.toFixed(1)} ${unit}`,
    peer: `${peer.toFixed(1)} ${unit}`,
    ratio: Number(ratio.toFixed(2)),
    'at most': most,
    holds: ratio <= most ? 'yes' : 'NO',
  })),
)
