import { Session } from 'node:inspector'

/**
 * All values that are reachable from an object, by their path: `.#entries[3].value.row.name`. It uses the inspector, so
 * it also sees private properties and the contents of maps and sets, which reflection does not.
 * @param except objects that are skipped, together with everything in them
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

/** All values that are reachable from an object, as one text. */
export function textOf(root: object, except: readonly object[] = []): string {
  return [...memoryOf(root, except)].map(([path, value]) => `${path}=${String(value)}`).join('\n')
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

function enter(session: Session, remote: Remote, path: string, found: Map<string, unknown>): void {
  if (remote.type === 'function') return
  if (remote.objectId === undefined) {
    found.set(path, remote.value)
    return
  }
  const { objectId } = remote
  const isNew = post(session, 'Runtime.callFunctionOn', { objectId, functionDeclaration: IS_NEW }) as Evaluated
  if (isNew.result.value !== true) return
  const properties = post(session, 'Runtime.getProperties', { objectId, ownProperties: true }) as Properties
  const entries = (properties.internalProperties ?? []).filter(({ name }) => name === '[[Entries]]')
  const own = properties.result.filter(({ name }) => name !== '__proto__')
  for (const { name, value } of [...own, ...(properties.privateProperties ?? []), ...entries]) {
    if (value) enter(session, value, `${path}.${name}`, found)
  }
}

/** In the same thread, the inspector calls back before `post` returns. */
function post(session: Session, method: string, params: object): unknown {
  let reply: unknown
  session.post(method, params, (error, result) => {
    if (error) throw error
    reply = result
  })
  return reply
}
