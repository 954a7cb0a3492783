import { type SystemId, type SystemInternals, type SystemRules, systems, usual } from './generated/systems.ts'

/** What the tables say of a system. */
export interface System {
  /** Stands for it in the tables of resources. */
  readonly mark: string
  readonly rules: SystemRules
  readonly internals: SystemInternals
}

/** @throws {RangeError} there is no such system */
export function readSystem(id: SystemId): System {
  const ids = Object.keys(systems)
  const place = ids.indexOf(id)
  if (place < 0) throw new RangeError(`There is no system "${id}"; there are ${ids.join(', ')}.`)
  const [rules, internals] = systems[id]
  return {
    mark: (place + 10).toString(36),
    rules: { id, ...usual[0], title: usual[0].title + id, ...rules },
    internals: { ...usual[1], ...internals },
  }
}
