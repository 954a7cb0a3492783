import {
  type Columns,
  internals,
  rules,
  type SystemId,
  type SystemInternals,
  type SystemRules,
  systems,
} from './generated/systems.ts'

/** What the tables say of a system. */
export interface System {
  /** Stands for it in the tables. */
  readonly mark: string
  readonly rules: SystemRules
  readonly internals: SystemInternals
}

/** @throws {RangeError} there is no such system */
export function readSystem(id: SystemId): System {
  const place = systems.indexOf(id)
  if (place < 0) throw new RangeError(`There is no system "${id}"; there are ${systems.join(', ')}.`)
  const mark = (place + 10).toString(36)
  return { mark, rules: { id, ...columnOf(rules, mark) }, internals: columnOf(internals, mark) }
}

function columnOf<Members extends object>(columns: Columns<Members>, mark: string): Members {
  const members: Partial<Members> = {}
  for (const name in columns) {
    const [most, others = {}] = columns[name]
    members[name] = most
    for (const marks in others) if (marks.includes(mark)) members[name] = others[marks]
  }
  return members as Members
}
