import { Session } from 'node:inspector'

/**
 * All values that are reachable from an object, each with the way to it: `.#entries[3].value.row.name`. Unlike any
 * reflection it sees private members and what maps and sets hold, so nothing can be kept out of its sight.
 * @param except objects that are not entered, nor what lies within them
 */
export function memoryOf(root: object, except: readonly object[] = []): Map<string, unknown> {
  const session = new Session()
  session.connect()
  const globals = globalThis as { memoryRoot?: unknown; memorySeen?: WeakSet<object> }
  globals.memoryRoot = root
  globals.memorySeen = new WeakSet(except.flatMap(within))
  try {
    const found = new Map<string, unknown>()
    const { result } = post(session, 'Runtime.evaluate', { expression: 'globalThis.memoryRoot' }) as Evaluated
    enter(session, result, '', found)
    return found
  } finally {
    delete globals.memoryRoot
    delete globals.memorySeen
    session.disconnect()
  }
}

function within(value: unknown): object[] {
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(within)] : []
}

/** All texts that are reachable from an object, as one. */
export function textOf(root: object, except: readonly object[] = []): string {
  return [...memoryOf(root, except)].map(([way, value]) => `${way}=${String(value)}`).join('\n')
}

interface Remote {
  readonly type: string
  readonly value?: unknown
  readonly objectId?: string
}

interface Evaluated {
  readonly result: Remote
}

interface Properties {
  readonly result: readonly { readonly name: string; readonly value?: Remote }[]
  readonly privateProperties?: readonly { readonly name: string; readonly value?: Remote }[]
  readonly internalProperties?: readonly { readonly name: string; readonly value?: Remote }[]
}

const IS_NEW = 'function () { return !globalThis.memorySeen.has(this) && !!globalThis.memorySeen.add(this) }'

function enter(session: Session, remote: Remote, way: string, found: Map<string, unknown>): void {
  if (remote.type === 'function') return
  if (remote.objectId === undefined) {
    found.set(way, remote.value)
    return
  }
  const { objectId } = remote
  const isNew = post(session, 'Runtime.callFunctionOn', { objectId, functionDeclaration: IS_NEW }) as Evaluated
  if (isNew.result.value !== true) return
  const properties = post(session, 'Runtime.getProperties', { objectId, ownProperties: true }) as Properties
  const entries = (properties.internalProperties ?? []).filter(({ name }) => name === '[[Entries]]')
  const own = properties.result.filter(({ name }) => name !== '__proto__')
  for (const { name, value } of [...own, ...(properties.privateProperties ?? []), ...entries]) {
    if (value) enter(session, value, `${way}.${name}`, found)
  }
}

/** In the same thread the answer is there when `post` returns. */
function post(session: Session, method: string, params: object): unknown {
  let answer: unknown
  session.post(method, params, (error, result) => {
    if (error) throw error
    answer = result
  })
  return answer
}
