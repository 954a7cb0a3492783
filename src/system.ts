import { type SystemId, type SystemInternals, type SystemRules, systems, usual } from './generated/systems.ts'

/** What the tables say of a system. */
export interface System {
  /** Stands for it in the tables of resources. */
  readonly mark: string
  readonly rules: SystemRules
  readonly internals: SystemInternals
}

/** The ids of all systems. */
export const systemIds = /* @__PURE__ */ Object.keys(systems) as readonly SystemId[]

/** @throws {RangeError} there is no such system */
export function readSystem(id: SystemId): System {
  const place = systemIds.indexOf(id)
  if (place < 0) throw new RangeError(`There is no system "${id}"; there are ${systemIds.join(', ')}.`)
  const [rules, internals] = systems[id]
  return {
    mark: (place + 10).toString(36),
    rules: { id, ...usual[0], title: usual[0].title + id, ...rules },
    internals: { ...usual[1], ...internals },
  }
}
