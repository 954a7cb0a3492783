import type { PropertyWords } from '../../contract/words.ts'
import type { Principal } from './call.ts'
import type { Entry, Row } from './record.ts'
import type { Records, World } from './world.ts'

/** A value of a property that a request writes, after the schema has accepted it. */
export interface WrittenValue {
  readonly property: string
  readonly keywords: PropertyWords
  readonly value: string | number
  /** All written properties of the record. */
  readonly values: Row
  readonly records: Records
  /** The record that is changed; undefined for a new one. */
  readonly self: Entry | undefined
  readonly principal: Principal
  /** Milliseconds since 1970. */
  readonly now: number
  readonly world: World
}

/**
 * Checks what JSON Schema cannot express about a value.
 * @returns what is wrong, to follow the name of the property: `must be in the future`
 */
export type Validate = (written: WrittenValue) => string | undefined
