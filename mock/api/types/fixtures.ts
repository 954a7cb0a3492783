/** Records to seed. */
import type { SystemId } from '../../generated/index.ts'
import type { Readable, Resources, Writable } from '../../generated/types.ts'
import type { DocumentTypes } from './document.ts'
import type { AnySystem } from './operations.ts'

type RecordOf<System, Name> = [System] extends [SystemId]
  ? Resources[System][Name & keyof Resources[System]]
  : System extends DocumentTypes
    ? System['resources'][Name & keyof System['resources']]
    : unknown

type ShownOf<Record> = Record extends { shown: infer Shown } ? Readable<Shown> : { readonly [field: string]: unknown }
type WrittenOf<Record> = Record extends { written: infer Written } ? Writable<Written> : unknown
type SecretsOf<Record> = Record extends { secrets: infer Secrets } ? Secrets : unknown

type ResourceName<System> = [System] extends [SystemId]
  ? keyof Resources[System] & string
  : System extends DocumentTypes
    ? keyof System['resources'] & string
    : string

/** A row to seed, with any of the fields of a record. */
export type Fixture<System extends AnySystem, Name extends string> = Partial<ShownOf<RecordOf<System, Name>>> &
  Partial<Omit<WrittenOf<RecordOf<System, Name>>, keyof ShownOf<RecordOf<System, Name>>>>

/** Rows by resource. */
export type Fixtures<System extends AnySystem> = {
  readonly [Name in ResourceName<System>]?: readonly Fixture<System, Name>[]
}

/** The records that were created from the rows, in the same order. */
export type Seeded<System extends AnySystem> = {
  readonly [Name in ResourceName<System>]: readonly (ShownOf<RecordOf<System, Name>> &
    SecretsOf<RecordOf<System, Name>>)[]
}
