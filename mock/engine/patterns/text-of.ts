import type { AST } from '@eslint-community/regexpp'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { type Chooser, oneOf } from '../answers/chooser.ts'
import { acceptedBy } from './linear.ts'
import type { ParsedPattern } from './parse.ts'

/** Texts longer than this are never made. */
const MAX_TEXT = 10_000
const PRINTABLE = Array.from({ length: 95 }, (_, index) => 32 + index)
const BEYOND = Array.from('éßñøЖλאعहあ中한☃😀\t\n', character => character.codePointAt(0) ?? 0)
const isPlain = (code: number) => /[a-z0-9]/i.test(String.fromCodePoint(code))

/**
 * A text that a pattern probably matches: lookarounds and word boundaries are ignored, so the caller tests it.
 * @param extra how often a part is repeated beyond its minimum, at most
 */
export function textOf(pattern: ParsedPattern, chooser: Chooser, extra: number): string {
  const { ast, flags } = pattern
  const known = codesIn(pattern)
  const captured = new Map<AST.CapturingGroup, string>()
  let room = MAX_TEXT
  return alternatives(ast.alternatives)

  function alternatives(branches: readonly AST.Alternative[]): string {
    const branch = oneOf(chooser, branches)
    return branch?.elements.map(element).join('') ?? ''
  }

  function element(node: AST.Element): string {
    switch (node.type) {
      case 'Group':
        return alternatives(node.alternatives)
      case 'CapturingGroup': {
        const text = alternatives(node.alternatives)
        captured.set(node, text)
        return text
      }
      case 'Quantifier':
        return repeated(node)
      case 'Character':
        return String.fromCodePoint(node.value)
      case 'CharacterSet':
      case 'CharacterClass':
        return character(node)
      case 'Backreference':
        return captured.get([node.resolved].flat()[0] as AST.CapturingGroup) ?? ''
      default:
        return ''
    }
  }

  function repeated({ element: part, min, max }: AST.Quantifier): string {
    const spread = Math.min(max - min, extra)
    const count = Math.min(min + (spread > 0 ? chooser.below(spread + 1) : 0), room)
    room -= count
    return Array.from({ length: count }, () => element(part)).join('')
  }

  function character(node: Characters): string {
    const codes = known.get(node) ?? codesOf(node, flags)
    known.set(node, codes)
    const code = codes.length > 0 ? oneOf(chooser, codes) : undefined
    return code === undefined ? '' : String.fromCodePoint(code)
  }
}

type Characters = AST.CharacterSet | AST.CharacterClass

/** Characters that a set or a class accepts: plain ones if it accepts any. */
function codesOf(node: Characters, flags: ParsedPattern['flags']): readonly number[] {
  const accepts = acceptedBy(node, flags)
  const printable = PRINTABLE.filter(accepts)
  const plain = printable.filter(isPlain)
  const choices = [plain, printable, BEYOND.filter(accepts), boundsOf(node).filter(accepts)]
  return choices.find(codes => codes.length > 0) ?? []
}

/** The codes of the sets and classes of a pattern. Most patterns make many texts. */
const codesIn = perObject((_pattern: ParsedPattern) => new Map<Characters, readonly number[]>())

/** The first characters of the ranges of a class, for classes of other scripts. */
function boundsOf(node: Characters): readonly number[] {
  if (node.type !== 'CharacterClass') return []
  return node.elements.flatMap(part => {
    if (part.type === 'CharacterClassRange') return [part.min.value]
    return part.type === 'Character' ? [part.value] : []
  })
}
