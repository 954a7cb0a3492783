import { isPlural, nounOf, wordsOf } from './names.ts'

/** How a path addresses records. */
export interface Address {
  /** Equal for all paths to the same collection: `/pet/{petId}` and `/pets`. */
  readonly key: string
  /** The path template of the collection. */
  readonly collection: string
  /** What the collection holds: `pet`. */
  readonly noun: string
  /** The path parameter after the collection, which is the id. */
  readonly parameter?: string
  /** The path parameters before the collection. */
  readonly parents: readonly string[]
  /** A path that says what it does by itself: `/pets/list`, `/keys.createKey`. */
  readonly call?: Call
}

/** A path, as the inference reads it. */
export interface Route extends Address {
  readonly steps: readonly Step[]
}

/** A segment of a path: a parameter, or a word with its noun. */
export interface Step {
  readonly word: string
  readonly noun: string
  readonly parameter?: string
}

export type Call = 'list' | 'get' | 'read' | 'create' | 'update' | 'replace' | 'delete'

/** Verbs of paths. `read` may be a list or one record: its answer says which. */
const CALLS: Readonly<Record<string, Call>> = {
  list: 'list',
  all: 'list',
  getall: 'list',
  listall: 'list',
  index: 'list',
  getlist: 'list',
  get: 'read',
  fetch: 'read',
  read: 'read',
  retrieve: 'read',
  show: 'get',
  info: 'get',
  detail: 'get',
  details: 'get',
  describe: 'read',
  view: 'get',
  create: 'create',
  add: 'create',
  new: 'create',
  insert: 'create',
  register: 'create',
  update: 'update',
  edit: 'update',
  modify: 'update',
  patch: 'update',
  set: 'update',
  replace: 'replace',
  delete: 'delete',
  remove: 'delete',
  destroy: 'delete',
  del: 'delete',
}

const PARAMETER = /^\{([^}]+)\}$/

/** @param isCollection the path continues with ids: `/patchSchedules` is no call that patches schedules */
export function routeOf(path: string, isCollection = false): Route {
  const segments = segmentsOf(path)
  const last = segments.at(-1) ?? ''
  const parameter = PARAMETER.exec(last)?.[1]
  const address =
    parameter === undefined
      ? ((isCollection && wordsOf(last).length > 1 ? undefined : callOf(segments, last)) ?? addressOf(segments))
      : addressOf(segments.slice(0, -1), parameter)
  return { ...address, steps: stepsOf(segments) }
}

/** A path without the names of its parameters. */
export function anonymous(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}')
}

export function stepsOf(segments: readonly string[]): Step[] {
  return segments.map(word => {
    const parameter = PARAMETER.exec(word)?.[1]
    return parameter === undefined ? { word, noun: nounOf(word) } : { word, noun: '', parameter }
  })
}

/** The route of the record that a path continues with a word: `/pets/{id}/adopt`, `/pets/adopt`, `/pets.adopt`. */
export function ownerOf(path: string): { readonly owner: Address; readonly word: string } | undefined {
  const segments = segmentsOf(path)
  const last = segments.at(-1) ?? ''
  const before = segments.slice(0, -1)
  if (PARAMETER.test(last)) return undefined
  const dot = last.lastIndexOf('.')
  if (dot > 0) return { owner: addressOf([...before, last.slice(0, dot)]), word: last.slice(dot + 1) }
  const custom = /^\{([^}]+)\}:(\w+)$/.exec(last)
  if (custom?.[1] !== undefined && custom[2] !== undefined)
    return { owner: addressOf(before, custom[1]), word: custom[2] }
  const parameter = PARAMETER.exec(before.at(-1) ?? '')?.[1]
  const owner = parameter === undefined ? addressOf(before) : addressOf(before.slice(0, -1), parameter)
  return { owner, word: last }
}

export function segmentsOf(path: string): string[] {
  const [plainPath = ''] = path.split(/[?#]/)
  // Several operations at one URL are told apart by a fragment: `/#X-Amz-Target=Shop.ListOrders`, `/#Action=ListOrders`.
  const target = /#[\w-]+=(?:[\w.]*\.)?(\w+)$/.exec(path)?.[1] ?? ''
  return [...plainPath.split('/'), target].filter(segment => segment !== '').map(withoutFormat)
}

function addressOf(segments: readonly string[], parameter?: string): Address {
  const noun = segments.findLast(segment => !PARAMETER.test(segment)) ?? ''
  return {
    key: keyOf(segments),
    collection: `/${segments.join('/')}`,
    noun: nounOf(noun),
    ...(parameter !== undefined && { parameter }),
    parents: segments.flatMap(segment => PARAMETER.exec(segment)?.[1] ?? []),
  }
}

function keyOf(segments: readonly string[]): string {
  return segments.map(segment => `/${PARAMETER.test(segment) ? '{}' : nounOf(segment)}`).join('')
}

/** `/pets/list`, `/pets/{id}/delete`, `/keys.createKey`, `/users.list`, `/createPet`. */
function callOf(segments: readonly string[], last: string): Address | undefined {
  const before = segments.slice(0, -1)
  const dot = last.lastIndexOf('.')
  const verbs = wordsOf(dot < 0 ? last : last.slice(dot + 1))
  const call = Object.hasOwn(CALLS, verbs[0] ?? '') ? CALLS[verbs[0] ?? ''] : undefined
  if (call === undefined) return undefined
  const noun = verbs.slice(1).join('-')
  if (dot > 0) {
    const left = last.slice(0, dot)
    if (noun !== '' && !sameNoun(noun, left)) return undefined
    return { ...addressOf([...before, left]), call: narrowed(call, noun) }
  }
  const parameter = PARAMETER.exec(before.at(-1) ?? '')?.[1]
  if (noun === '') {
    if (before.length === 0) return undefined
    return parameter === undefined
      ? { ...addressOf(before), call }
      : { ...addressOf(before.slice(0, -1), parameter), call }
  }
  const owner = before.at(-1) ?? ''
  if (sameNoun(noun, owner)) return { ...addressOf(before), call: narrowed(call, noun) }
  return { ...addressOf([...before, noun]), call: narrowed(call, noun) }
}

/** `getPets` and `getPetList` are lists, `getPet` is not. */
function narrowed(call: Call, noun: string): Call {
  if (call !== 'read' || noun === '') return call
  return isPlural(noun) || /-(list|all)$/.test(noun) ? 'list' : 'get'
}

function sameNoun(one: string, other: string): boolean {
  const left = nounOf(one)
  const right = nounOf(other)
  return (
    left === right ||
    (left.length > 2 && right.endsWith(left)) ||
    (wordsOf(one).length === 1 && right.length > 3 && left.startsWith(right))
  )
}

/** `/posts.json` and `/posts/{id}.json` are the same as without it. */
function withoutFormat(segment: string): string {
  return segment.replace(/\.(json|xml|\{format\})$/i, '')
}
