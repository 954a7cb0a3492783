/** Finds the lines and columns of values in a text. */
import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml'
import { MOST_LEVELS } from './parse.ts'

export interface Position {
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
}

type Keys = readonly (string | number)[]

/** A tree of the keys that are looked for. */
interface Wanted {
  readonly children: Map<string, Wanted>
  offset: number | undefined
}

/**
 * The positions of values: of their keys in objects, or of the values themselves in lists. If a value is not in the text,
 * because an overlay or an alias brought it, the position of the nearest value around it is given.
 */
export function locate(text: string, pointers: readonly Keys[]): Position[] {
  const root: Wanted = { children: new Map(), offset: 0 }
  const nodes = pointers.map(keys => wantedAt(root, keys))
  try {
    if (/^\s*[[{]/.test(text)) locateInJson(text, root)
    else locateInYaml(text, root)
  } catch {
    // The text can be read only with leniency. The positions that were found up to there are right.
  }
  const lines = lineStarts(text)
  return nodes.map(path => positionAt(lines, path.findLast(({ offset }) => offset !== undefined)?.offset ?? 0))
}

/** The nodes from the root to the value. */
function wantedAt(root: Wanted, keys: Keys): Wanted[] {
  const path = [root]
  let node = root
  for (const key of keys) {
    let child = node.children.get(String(key))
    if (!child) {
      child = { children: new Map(), offset: undefined }
      node.children.set(String(key), child)
    }
    node = child
    path.push(node)
  }
  return path
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}

/** Where a container is in the stream of events: the key that was read last, or the index of the next item. */
interface Frame {
  readonly wanted: Wanted | undefined
  readonly isMapping: boolean
  /** The next event is a value in a mapping. */
  hasKey: boolean
  child: Wanted | undefined
  index: number
}

function locateInYaml(text: string, root: Wanted): void {
  const frames: Frame[] = []
  for (const event of parseEvents(text, { maxDepth: MOST_LEVELS })) {
    const top = frames.at(-1)
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        frames.push({ wanted: undefined, isMapping: true, hasKey: true, child: root, index: 0 })
        break
      case EVENT_ID.POP:
        frames.pop()
        break
      case EVENT_ID.SCALAR:
        if (top?.isMapping && !top.hasKey) {
          top.child = top.wanted?.children.get(getScalarValue(text, event))
          if (top.child) top.child.offset = event.valueStart
          top.hasKey = true
        } else next(top, event.valueStart)
        break
      case EVENT_ID.ALIAS:
        next(top, event.anchorStart)
        break
      default: {
        const isKey = top?.isMapping === true && !top.hasKey
        const wanted = next(top, event.start)
        if (isKey && top) top.hasKey = true
        frames.push({ wanted, isMapping: event.type === EVENT_ID.MAPPING, hasKey: false, child: undefined, index: 0 })
      }
    }
  }
}

/** What is wanted of the value that begins here. */
function next(frame: Frame | undefined, offset: number): Wanted | undefined {
  if (!frame) return undefined
  if (frame.isMapping) {
    const { child } = frame
    frame.hasKey = false
    frame.child = undefined
    return child
  }
  const child = frame.wanted?.children.get(String(frame.index++))
  if (child) child.offset = offset
  return child
}

function locateInJson(text: string, root: Wanted): void {
  let at = 0

  const skipSpace = () => {
    while (text.charCodeAt(at) <= 32 || text.charCodeAt(at) === 0xfeff) at++
  }
  /** Moves after a string that starts here. */
  const skipString = () => {
    at++
    for (let code = text.charCodeAt(at); code !== 34; code = text.charCodeAt(at)) {
      if (at >= text.length) throw new SyntaxError('The string does not end.')
      at += code === 92 ? 2 : 1
    }
    at++
  }
  /** Moves after a value that nothing is wanted of. */
  const skipValue = () => {
    let depth = 0
    do {
      if (at >= text.length) throw new SyntaxError('The value does not end.')
      const code = text.charCodeAt(at)
      if (code === 34) {
        skipString()
        if (depth === 0) return
        continue
      }
      if (code === 123 || code === 91) depth++
      else if (code === 125 || code === 93) {
        depth--
        if (depth < 0) return
      } else if (code === 44 && depth === 0) return
      at++
    } while (depth > 0 || !/[}\],]/.test(text[at - 1] ?? ''))
  }
  const visit = (wanted: Wanted) => {
    skipSpace()
    const open = text[at]
    if (wanted.children.size === 0 || (open !== '{' && open !== '[')) {
      skipValue()
      return
    }
    at++
    for (let index = 0; ; index++) {
      skipSpace()
      if (text[at] === '}' || text[at] === ']') break
      let key = String(index)
      let start = at
      if (open === '{') {
        start = at
        skipString()
        key = JSON.parse(text.slice(start, at))
        skipSpace()
        at++
        skipSpace()
      }
      const child = wanted.children.get(key)
      if (child) {
        child.offset = start
        visit(child)
      } else skipValue()
      skipSpace()
      if (text[at] === ',') at++
      else if (text[at] !== '}' && text[at] !== ']') throw new SyntaxError('The text is not JSON.')
    }
    at++
  }
  visit(root)
}
