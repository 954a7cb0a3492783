/** The operations of all systems as tables, one for each resource: what the SDK sends when a method is called. */
import type { Model, OperationNode } from '../vocabulary/model.ts'
import { literal } from './literal.ts'
import { isPaged, secretsOf, takesIdempotencyKey } from './sdk-resources.ts'

const TYPES = `export type HttpMethod = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'

/** The methods of a resource. A path is the root of the resource and what its row says. */
export type ResourceTable<Name extends string = string> = readonly [
  name: Name,
  root: string,
  /** The members of its answers that are secrets, in some system at least. */
  secrets: readonly string[],
  ...rows: OperationRow[],
]

export type OperationRow = readonly [
  name: string,
  method: HttpMethod,
  path: string,
  /** The marks of the systems that have it. */
  systems: string,
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
  const tables = resourceRows(systems).flatMap(({ name, root, secrets, rows }) => [
    `/** The methods of \`${name}\`: for \`createLatchkey\`. */`,
    `export const ${name}Resource: ResourceTable<'${name}'> = [`,
    `  ${literal(name)},`,
    `  ${literal(root)},`,
    `  ${literal(secrets)},`,
    ...rows.map(row => `  ${literal(row)},`),
    ']',
    '',
  ])
  return [TYPES, ...tables].join('\n')
}

/** A letter that stands for a system, by its place. */
const markOf = (index: number) => (index + 10).toString(36)

interface ResourceRows {
  readonly name: string
  readonly root: string
  readonly secrets: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function resourceRows(systems: readonly { readonly model: Model }[]): ResourceRows[] {
  const operations = systems.flatMap(({ model }, index) =>
    model.operations.flatMap(operation => {
      const [resource, name] = operation.words?.call.split('.') ?? []
      if (!resource || !name) return []
      const { method, path } = operation
      const traits = traitsOf(operation)
      const line = [resource, name, method, path, ...traits].join(' ')
      return [{ line, mark: markOf(index), resource, name, method, path, traits, secrets: secretsOf(operation, model) }]
    }),
  )
  const rows = [...Map.groupBy(operations, ({ line }) => line).values()].flatMap(same => {
    const [first] = same
    const marks = same.map(({ mark }) => mark).join('')
    return first ? [{ ...first, marks, secrets: same.flatMap(({ secrets }) => secrets) }] : []
  })
  return [...Map.groupBy(rows, ({ resource }) => resource)].map(([name, rows]) => {
    const root = commonStart(rows.map(({ path }) => path))
    return {
      name,
      root,
      secrets: [...new Set(rows.flatMap(({ secrets }) => secrets))],
      rows: rows.map(({ name, method, path, marks, traits }) => [
        name,
        method,
        path.slice(root.length),
        marks,
        traits.join(' '),
      ]),
    }
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
