/** `npm run bench`: speed, side by side with the peer in one run, as ratios. Nothing here fails: machines are noisy. */
import { benchEngine, benchGrowth } from './engine.ts'
import type { Row } from './measure.ts'
import { benchImport, benchSdk } from './sdk.ts'
import { benchStart, benchThroughput } from './server.ts'

const rows: Row[] = []
for (const bench of [benchEngine, benchGrowth, benchSdk, benchImport, benchStart, benchThroughput])
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
