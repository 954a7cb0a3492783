import type { Log } from '../../mock/server/log.ts'
import { describeWarning } from './describe-warnings.ts'
import type { System } from './load-system.ts'

/** Logs what is wrong in a document, and after a change only what is new. */
export class WarningLog {
  readonly #log: Log
  /** How many places of each warning were logged. */
  #known: ReadonlyMap<string, number> = new Map()

  constructor(log: Log) {
    this.#log = log
  }

  /** A document that is read in parts is now read as a whole. */
  add({ warnings = [] }: System): void {
    for (const warning of warnings)
      if (warning.count > (this.#known.get(warning.message) ?? 0))
        this.#log.note(describeWarning(warning), { kind: warning.kind })
    this.#known = new Map(warnings.map(({ message, count }) => [message, count]))
  }
}

/** What is done after the start does not end the server if it fails. */
export function orReport(log: Log, work: () => void): () => void {
  return () => {
    try {
      work()
    } catch (error) {
      const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
      log.failure(`This is a defect of Latchkey. Please report it. The server keeps running. ${details}`)
    }
  }
}
