import type { Log } from '../../mock/server/log.ts'
import { describeWarning } from './describe-warnings.ts'
import type { System } from './load-system.ts'

/**
 * Logs what is wrong in a document. A document that is read in parts is now read as a whole.
 * @param before the document before a change, whose warnings are known already
 */
export function logWarnings(log: Log, { warnings = [] }: System, before?: System): void {
  const known = new Set(before?.warnings?.map(({ message }) => message))
  for (const warning of warnings)
    if (!known.has(warning.message)) log.note(describeWarning(warning), { kind: warning.kind })
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
