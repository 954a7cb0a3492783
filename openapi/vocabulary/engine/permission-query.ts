/** Questions for permissions: a name, a list of names, or a text such as `a AND (b OR c)`. */
import { isString } from '../../contract/json.ts'

/** Whether a value is such a question. */
export function isPermissionQuery(asked: unknown): boolean {
  if (Array.isArray(asked)) return asked.every(isString)
  return isString(asked) && read(asked, new Set()) !== undefined
}

/** Whether the permissions are held. Nothing is asked by null. */
export function holdsPermissions(asked: unknown, held: ReadonlySet<string>): boolean {
  if (Array.isArray(asked)) return asked.every(name => held.has(String(name)))
  return isString(asked) ? read(asked, held) === true : true
}

/** How deep parentheses may be nested. */
const MAX_DEPTH = 50

/** Undefined if the text cannot be read. `AND` binds stronger than `OR`. */
function read(text: string, held: ReadonlySet<string>): boolean | undefined {
  const tokens = Array.from(text.trim().matchAll(/\(|\)|[^\s()]+/g), ([token]) => token)
  let next = 0
  const isWord = (word: string) => tokens[next]?.toUpperCase() === word

  const readAny = (depth: number): boolean | undefined =>
    joined(
      'OR',
      () => readAll(depth),
      (one, other) => one || other,
    )
  const readAll = (depth: number): boolean | undefined =>
    joined(
      'AND',
      () => readOne(depth),
      (one, other) => one && other,
    )
  const joined = (
    word: string,
    part: () => boolean | undefined,
    join: (one: boolean, other: boolean) => boolean,
  ): boolean | undefined => {
    let value = part()
    while (value !== undefined && isWord(word)) {
      next++
      const other = part()
      value = other === undefined ? undefined : join(value, other)
    }
    return value
  }
  const readOne = (depth: number): boolean | undefined => {
    const token = tokens[next]
    if (token === undefined || token === ')' || isWord('AND') || isWord('OR') || depth > MAX_DEPTH) return undefined
    next++
    if (token !== '(') return held.has(token)
    const value = readAny(depth + 1)
    return tokens[next++] === ')' ? value : undefined
  }

  const value = readAny(0)
  return next === tokens.length ? value : undefined
}
