import type { Engine } from '../../engine/engine.ts'
import { SnapshotError } from '../../engine/snapshot-error.ts'
import type { JournalContent } from './read-journal.ts'
import { StateError } from './state-error.ts'
import { assertSystem, headerOf, replay } from './state-lines.ts'

/**
 * Brings an engine into the state that a file holds.
 * @param seed the seed that the state must have; undefined for any
 * @throws {StateError} if the state is of another version, system or seed, or does not fit the contract
 */
export function restoreState(
  file: string,
  { header, snapshot, turns }: JournalContent,
  engine: Engine,
  seed: number | undefined,
): void {
  const { contract } = engine.context
  assertSystem(file, header, contract)
  const state = replay(file, contract, snapshot, turns)
  if (seed !== undefined && seed !== state.seed)
    throw new StateError(
      `${file} holds a state with the seed ${state.seed}, not ${seed}.`,
      'The file is unchanged. Leave --seed out, or choose another file with --state.',
    )
  try {
    engine.restore(state)
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error
    const reason =
      header.contract === headerOf(contract).contract ? '' : ' The contract has changed since it was written.'
    const hint =
      'The file is unchanged. Start with the contract and the version of Latchkey that wrote it, or move it away to start with a new state.'
    throw new StateError(`${file} does not fit the contract.${reason} ${error.message}`, hint, error)
  }
}
