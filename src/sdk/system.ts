import { type Columns, rules, type SystemId, type SystemRules, systemIds } from './generated/systems.ts'
import { need } from './need.ts'

/** What the tables say of a system. */
export interface System {
  /** Stands for it in the tables of resources. */
  readonly mark: string
  readonly rules: SystemRules
}

/** @throws {TypeError} there is no such system */
export function readSystem(id: SystemId): System {
  const place = systemIds.indexOf(id)
  need(place >= 0, `system "${id}"`, `one of ${systemIds.join(', ')}`)
  const { title, ...others } = readColumns(rules, place)
  return { mark: (place + 10).toString(36), rules: { id, title: title.replace('*', id), ...others } }
}

/** The facts of the system at a place. */
function readColumns<Facts extends object>(columns: Columns<Facts>, place: number): Facts {
  const facts: Partial<Facts> = {}
  for (const fact in columns) {
    const [places, ...values] = columns[fact]
    facts[fact] = values[Number(places[place])]
  }
  return facts as Facts
}
