/** The cases of JSON-Schema-Test-Suite that a mock takes for the opposite on purpose, with the reason. */
interface Intended {
  /** The beginning of the descriptions, after the name of the file. */
  readonly cases: string
  readonly reason: string
}

export const INTENDED: readonly Intended[] = [
  { cases: 'format.json: ', reason: 'formats are checked: readers of an OpenAPI document expect it' },
  {
    cases: 'enum.json: empty enum',
    reason: 'an `enum` without values is a mistake, which costs the check and a warning',
  },
  {
    cases: 'defs.json: validate definition against metaschema',
    reason: 'the schema of schemas is on the network, and not followed without --allow-refs',
  },
  {
    cases: 'ref.json: remote ref, containing refs itself',
    reason: 'the schema of schemas is on the network, and not followed without --allow-refs',
  },
  { cases: 'vocabulary.json: ', reason: 'all keywords count: `$schema` and `$vocabulary` switch none off' },
]

export const reasonOf = (wrong: string) => INTENDED.find(({ cases }) => wrong.startsWith(cases))?.reason
