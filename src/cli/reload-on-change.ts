import type { Log } from '../../mock/server/log.ts'
import { listOf } from '../../openapi/contract/prose.ts'
import { ContractWatcher } from './contract-watcher.ts'
import { type FileOptions, loadFile } from './load-system.ts'
import { logWarnings, orReport } from './log-warnings.ts'
import type { MainInstance } from './main-instance.ts'

/** Reloads the contract whenever one of its files changes. If the new contract is invalid, the previous one stays. */
export async function reloadOnChange(
  main: MainInstance,
  file: string,
  options: FileOptions,
  log: Log,
): Promise<ContractWatcher> {
  const reload = async () => {
    const before = main.system
    try {
      const dropped = main.reload(await loadFile(file, options))
      log.note(`Reloaded ${file}. ${describeDropped(dropped)}`, { dropped: Object.fromEntries(dropped) })
    } catch (error) {
      // Whatever a file holds, the server keeps running.
      const message = error instanceof Error ? error.message : String(error)
      log.failure(`${message}\nThe previous contract stays in use.`)
      return
    }
    orReport(log, () => logWarnings(log, main.system, before))()
  }
  const watcher = new ContractWatcher(file, reload, () => options.overlay ?? [])
  await watcher.start()
  return watcher
}

function describeDropped(dropped: ReadonlyMap<string, number>): string {
  if (dropped.size === 0) return 'All records are kept.'
  const counts = [...dropped].map(([resource, count]) => `${resource} (${count})`)
  return `Dropped records that no longer fit: ${listOf(counts)}.`
}
