/** Medians, and the rows that compare them. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Runs the sides in turn, so that other load on the machine affects them equally. Returns the median of each. */
export async function alternate<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<number>>>,
): Promise<Record<Side, number>> {
  const results = Object.fromEntries(Object.keys(sides).map(side => [side, []])) as unknown as Record<Side, number[]>
  for (let round = 0; round < rounds; round++) {
    for (const side in sides) results[side].push(await sides[side]())
  }
  const medians = Object.entries<number[]>(results).map(([side, values]) => [side, median(values)])
  return Object.fromEntries(medians) as Record<Side, number>
}

export interface Row {
  readonly what: string
  readonly ours: number
  readonly peer: number
  readonly unit: string
  /** Either ours/peer or peer/ours, which must not exceed `most`. */
  readonly ratio: number
  readonly most: number
}

/** Milliseconds of CPU time of this process. For code that never waits, a busy machine hardly changes it. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** How long one call takes, in microseconds: the median of several batches, after a warm-up. */
export async function microseconds(
  call: () => Promise<unknown>,
  calls = 2000,
  batches = 7,
  clock = () => performance.now(),
): Promise<number> {
  const batch = async () => {
    const start = clock()
    for (let index = 0; index < calls; index++) await call()
    return ((clock() - start) * 1000) / calls
  }
  await batch()
  await batch()
  const times: number[] = []
  for (let index = 0; index < batches; index++) times.push(await batch())
  return median(times)
}
