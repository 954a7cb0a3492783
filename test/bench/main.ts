/** `npm run bench`: speed as ratios to a peer measured in the same run. It never fails, because machines are noisy. */
import { benchEngine, benchGrowth } from './engine.ts'
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
  benchHandlers,
  benchInterception,
  benchTestStart,
  benchStart,
  benchThroughput,
]
for (const bench of benches) rows.push(...(await bench()))
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
