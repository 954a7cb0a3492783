/** `npm run bench`: speed, side by side with the peer in one run, as ratios. Nothing here fails: machines are noisy. */
import { benchEngine, benchGrowth } from './engine.ts'
import type { Row } from './measure.ts'
import { benchHandlers, benchInterception, benchTestStart } from './msw.ts'
import { benchImport, benchSdk } from './sdk.ts'
import { benchStart, benchThroughput } from './server.ts'

const rows: Row[] = []
const benches = [
  // First, since what follows leaves a heap behind that no page has.
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
