import type { Log } from '../../mock/server/log.ts'
import { listOf } from '../../openapi/contract/prose.ts'
import { ContractWatcher } from './contract-watcher.ts'
import { type FileOptions, loadFile } from './load-system.ts'
import { orReport, type WarningLog } from './log-warnings.ts'
import type { MainInstance } from './main-instance.ts'

/** Reloads the contract whenever one of its files changes. If the new contract is invalid, the previous one stays. */
export async function reloadOnChange(
  main: MainInstance,
  file: string,
  options: FileOptions,
  log: Log,
  warnings: WarningLog,
): Promise<ContractWatcher> {
  const reload = async () => {
    try {
      const dropped = main.reload(await loadFile(file, options))
      log.note(`Reloaded ${file}. ${describeDropped(dropped)}`, { dropped: Object.fromEntries(dropped) })
    } catch (error) {
      // Whatever a file holds, the server keeps running.
      const message = error instanceof Error ? error.message : String(error)
      log.failure(`${message}\nThe previous contract stays in use.`)
      return
    }
    orReport(log, () => warnings.add(main.system))()
  }
  const watcher = new ContractWatcher(file, reload, () => [...(options.overlay ?? []), ...(main.system.files ?? [])])
  await watcher.start()
  return watcher
}

function describeDropped(dropped: ReadonlyMap<string, number>): string {
  if (dropped.size === 0) return 'All records are kept.'
  const counts = [...dropped].map(([resource, count]) => `${resource} (${count})`)
  return `Dropped records that no longer fit: ${listOf(counts)}.`
}
