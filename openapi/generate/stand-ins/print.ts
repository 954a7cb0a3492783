/** Prints nodes as the printer of TypeScript does. */
import { type Node, WORDS } from './nodes.ts'

const INDENT = '    '

export function printFile(statements: readonly Node[]): string {
  return statements.map(statement => `${print(statement, '')}\n`).join('')
}

function print(node: Node, indent: string): string {
  const comments = (node.comments ?? []).map(comment => `${printComment(comment, indent)}\n${indent}`).join('')
  return comments + printBare(node, indent)
}

function printBare(node: Node, indent: string): string {
  const { kind, text = '' } = node
  const one = (child: Node | undefined) => (child ? print(child, indent) : '')
  const list = (children: readonly Node[] | undefined, separator: string) => (children ?? []).map(one).join(separator)
  const modifiers = (node.modifiers ?? []).map(modifier => `${one(modifier)} `).join('')
  switch (kind) {
    case 'Identifier':
    case 'NumericLiteral':
      return text
    case 'StringLiteral':
      return `"${escaped(text)}"`
    case 'PrefixUnaryExpression':
      return `-${one(node.operand)}`
    case 'LiteralType':
      return one(node.literal)
    case 'ParenthesizedType':
      return `(${one(node.type)})`
    case 'ArrayType':
      return `${one(node.type)}[]`
    case 'RestType':
      return `...${one(node.type)}`
    case 'TypeOperator':
      return `readonly ${one(node.type)}`
    case 'UnionType':
      return list(node.types, ' | ')
    case 'IntersectionType':
      return list(node.types, ' & ')
    case 'TupleType':
      return block('[', node.types, ',', ']', indent)
    case 'TypeReference':
      return one(node.name) + (node.typeArguments ? `<${list(node.typeArguments, ', ')}>` : '')
    case 'IndexedAccessType':
      return `${one(node.objectType)}[${one(node.indexType)}]`
    case 'TypeLiteral':
      return block('{', node.members, '', '}', indent)
    case 'PropertySignature':
      return `${modifiers}${one(node.name)}${one(node.questionToken)}: ${one(node.type)};`
    case 'IndexSignature':
      return `${modifiers}[${list(node.parameters, ', ')}]: ${one(node.type)};`
    case 'Parameter':
      return `${one(node.name)}: ${one(node.type)}`
    case 'TypeAliasDeclaration':
      return `${modifiers}type ${one(node.name)} = ${one(node.type)};`
    case 'InterfaceDeclaration':
      return `${modifiers}interface ${one(node.name)} ${block('{', node.members, '', '}', indent) || '{\n}'}`
    case 'SourceText':
      return text
    default:
      return wordOf(kind)
  }
}

function wordOf(kind: string): string {
  const word = WORDS[kind]
  if (word === undefined) throw new TypeError(`There is no printer for ${kind}.`)
  return word
}

/** Items on lines of their own. */
function block(
  start: string,
  items: readonly Node[] | undefined,
  separator: string,
  end: string,
  indent: string,
): string {
  if (!items || items.length === 0) return start + end
  const inner = indent + INDENT
  const lines = items.map(item => `${inner}${print(item, inner)}`)
  return `${start}\n${lines.join(`${separator}\n`)}\n${indent}${end}`
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/

/** The lines after the first keep what they are indented by, beside the indentation of the node. */
function printComment(comment: string, indent: string): string {
  const [first = '', ...others] = comment.split(LINE_BREAK)
  const lines = others.map(line => {
    const text = line.trim()
    return indent + ' '.repeat(widthOf(/^[\s\uFEFF]*/.exec(line)?.[0] ?? '')) + text
  })
  return [first.trim(), ...lines].join('\n')
}

/** A tab leads to the next multiple of four. */
function widthOf(space: string): number {
  let width = 0
  for (const character of space) width += character === '\t' ? 4 - (width % 4) : 1
  return width
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\v': '\\v',
  '\f': '\\f',
  '\b': '\\b',
  '\r': '\\r',
  '\n': '\\n',
  '\\': '\\\\',
  '"': '\\"',
}

function escaped(text: string): string {
  return text.replaceAll(/[\\"]|[^ -~\x7f]/g, (unit, at: number) => {
    if (unit === '\0') return /\d/.test(text[at + 1] ?? '') ? '\\x00' : '\\0'
    return ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
}
