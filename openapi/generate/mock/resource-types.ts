import type { Contract, Resource } from '../../contract/contract.ts'
import { literal, quoted } from '../literal.ts'

/** Where the types of a document are. */
export interface TypesOfDocument {
  /** What `components` and `operations` are called in the file. */
  readonly components: string
  readonly operations: string
}

const SHOWING = ['get', 'create', 'replace', 'update', 'list']

/**
 * The type of each resource, one line each: the record as it is shown, what creates one, and the secrets that are created
 * with it. The lines use `ShownBy` and `WrittenBy` of the mock.
 */
export function resourceTypes(contract: Contract, types: TypesOfDocument): string[] {
  return Object.entries(contract.resources).map(([name, resource]) => {
    const kept = keptMembers(resource)
    const parts = [...writtenOf(contract, name, types), ...(kept.length > 0 ? [textMembers(kept)] : [])]
    const written = parts.join(' & ') || '{}'
    const shown = shownOf(contract, name, types)
    return `${quoted(name)}: { shown: ${shown}; written: ${written}; secrets: ${textMembers(resource.secrets)} }`
  })
}

/** The component with the name of the resource, or what the operation shows that shows most. */
function shownOf({ schemas, operations }: Contract, name: string, types: TypesOfDocument): string {
  if (Object.hasOwn(schemas, name)) return `${types.components}['schemas'][${literal(name)}]`
  const own = operations.filter(({ resource, shape }) => resource === name && shape?.answer !== undefined)
  const [shown] = SHOWING.flatMap(does => own.filter(operation => operation.does === does))
  if (!shown) return '{ [member: string]: unknown }'
  return `ShownBy<${types.operations}[${literal(shown.id)}], ${shown.success}${keysOf(shown.shape?.answer)}>`
}

function writtenOf({ operations }: Contract, name: string, types: TypesOfDocument): string[] {
  const create = operations.find(({ does, resource, many }) => does === 'create' && resource === name && !many)
  if (!create?.body) return []
  return [`WrittenBy<${types.operations}[${literal(create.id)}]${keysOf(create.shape?.input)}>`]
}

const keysOf = (keys: readonly string[] = []) => (keys.length === 0 ? '' : `, ${literal(keys)}`)

/** The members that the server keeps of a record, and that no request writes. */
function keptMembers({ hashed, owner }: Resource): string[] {
  return [...hashed, ...Object.values(owner ?? {})].filter(member => member !== 'id')
}

function textMembers(names: readonly string[]): string {
  return names.length === 0 ? '{}' : `{ ${names.map(name => `${quoted(name)}: string`).join('; ')} }`
}
