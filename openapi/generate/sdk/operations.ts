/** The operations of all systems as tables, one for each resource: what the SDK sends when a method is called. */
import type { Model, OperationNode } from '../../vocabulary/model/model.ts'
import { literal } from '../literal.ts'
import { isPaged, secretsOf, takesIdempotencyKey } from './resources.ts'

const TYPES = `export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'

/** The methods of a resource. A path is the root of the resource and what its operation says. */
export type ResourceTable<Name extends string = string> = readonly [
  name: Name,
  root: string,
  /** The name of the path parameter after the root; empty where there is none. */
  id: string,
  ...groups: OperationGroup[],
]

/** Operations of the same systems, with the same secrets. */
export type OperationGroup = readonly [
  /** The marks of the systems that have them. */
  systems: string,
  /** The members of their answers that are secrets, whatever holds them. */
  secrets: readonly string[],
  ...operations: Operation[],
]

export type Operation = readonly [
  name: string,
  method: HttpMethod,
  /** With \`{}\` for the parameter after the root. */
  path: string,
  /** Words for what goes in and what comes out. */
  traits: Traits,
]

/**
 * Inputs: a body, a query. \`pages\`: gives pages. \`key\`: takes an idempotency key. \`empty\`: a success has no
 * body.
 */
export type Trait = 'body' | 'query' | 'pages' | 'key' | 'empty'

/** With a space between them; none is \`''\`. */
type Traits = string
`

export function operationsSource(systems: readonly { readonly model: Model }[]): string {
  const resources = resourcesOf(systems)
  const constants = constantsOf(resources.flatMap(({ groups }) => groups.flatMap(({ operations }) => operations)))
  const tables = resources.flatMap(({ name, root, id, groups }) => [
    `/** The methods of \`${name}\`: for \`createLatchkey\`. */`,
    `export const ${name}Resource: ResourceTable<'${name}'> = [`,
    `  ${literal(name)}, ${literal(root)}, ${literal(id)},`,
    ...groups.map(({ marks, secrets, operations }) => {
      const sources = operations.map(operation => constants.get(literal(operation)) ?? literal(operation))
      return `  [${[literal(marks), literal(secrets), ...sources].join(', ')}],`
    }),
    ']',
    '',
  ])
  return [
    TYPES,
    '// What several resources have.',
    ...[...constants].map(([operation, constant]) => `const ${constant}: Operation = ${operation}`),
    '',
    ...tables,
  ].join('\n')
}

type Row = readonly [name: string, method: string, path: string, traits: string]

/** Names for the operations that occur more than once, by their source. */
function constantsOf(operations: readonly Row[]): ReadonlyMap<string, string> {
  const same = Map.groupBy(operations, operation => literal(operation))
  const repeated = [...same].flatMap(([source, [first, ...others]]) =>
    first && others.length ? [[source, first[0]] as const] : [],
  )
  const count = new Map<string, number>()
  return new Map(
    repeated.map(([source, name]) => {
      const turn = (count.get(name) ?? 0) + 1
      count.set(name, turn)
      // `delete` is no name for a constant.
      return [source, `${name}Operation${turn > 1 ? turn : ''}`]
    }),
  )
}

/** What stands for a system in the tables: a letter, by its place. */
const markOf = (index: number) => (index + 10).toString(36)

interface ResourceRows {
  readonly name: string
  readonly root: string
  readonly id: string
  readonly groups: readonly {
    readonly marks: string
    readonly secrets: readonly string[]
    readonly operations: readonly Row[]
  }[]
}

export function resourcesOf(systems: readonly { readonly model: Model }[]): ResourceRows[] {
  const operations = systems.flatMap(({ model }, index) =>
    model.operations.flatMap(operation => {
      const [resource, name] = operation.words?.call.split('.') ?? []
      if (!resource || !name) return []
      const { method, path } = operation
      const traits = traitsOf(operation).join(' ')
      const secrets = [...new Set(secretsOf(operation, model))]
      const line = [resource, name, method, path, traits, ...secrets].join(' ')
      return [{ line, mark: markOf(index), resource, name, method, path, traits, secrets }]
    }),
  )
  const rows = [...Map.groupBy(operations, ({ line }) => line).values()].flatMap(same => {
    const [first] = same
    const marks = same.map(({ mark }) => mark).join('')
    return first ? [{ ...first, marks }] : []
  })
  return [...Map.groupBy(rows, ({ resource }) => resource)].map(([name, rows]) => {
    const root = commonStart(rows.map(({ path }) => path))
    const rest = ({ path }: { path: string }) => path.slice(root.length)
    const id = rows.flatMap(row => /^\/\{([^}]+)\}/.exec(rest(row))?.[1] ?? [])[0] ?? ''
    const alike = Map.groupBy(rows, ({ marks, secrets }) => [marks, ...secrets].join(' '))
    const groups = [...alike.values()].map(rows => ({
      marks: rows[0]?.marks ?? '',
      secrets: rows[0]?.secrets ?? [],
      operations: rows.map((row): Row => [row.name, row.method, rest(row).replace(`{${id}}`, '{}'), row.traits]),
    }))
    return { name, root, id, groups }
  })
}

function traitsOf(operation: OperationNode): string[] {
  const hasQuery = operation.parameters.some(parameter => parameter.in === 'query')
  const success = operation.responses.find(({ status }) => status.startsWith('2'))
  return [
    ...(operation.body ? ['body'] : []),
    ...(hasQuery ? ['query'] : []),
    ...(isPaged(operation) ? ['pages'] : []),
    ...(takesIdempotencyKey(operation) ? ['key'] : []),
    ...(success?.schema ? [] : ['empty']),
  ]
}

/** As many whole parts of the paths as all of them start with. */
function commonStart(paths: readonly string[]): string {
  const parts = paths.map(path => path.split('/'))
  const [first = []] = parts
  const differs = first.findIndex((part, index) => parts.some(others => others[index] !== part))
  return (differs < 0 ? first : first.slice(0, differs)).join('/')
}
