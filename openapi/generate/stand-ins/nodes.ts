/** The nodes of type declarations, made as by the factory of TypeScript. */

export interface Node {
  readonly kind: string
  readonly text?: string
  readonly escapedText?: string
  readonly literal?: Node
  readonly operand?: Node
  readonly name?: Node
  readonly modifiers?: readonly Node[]
  readonly questionToken?: Node
  readonly type?: Node
  readonly types?: readonly Node[]
  readonly members?: readonly Node[]
  readonly parameters?: readonly Node[]
  readonly objectType?: Node
  readonly indexType?: Node
  readonly typeArguments?: readonly Node[]
  /** Comments before the node, with their signs. */
  comments?: readonly string[]
}

/** The kinds that are a word or a sign, with their text. */
export const WORDS: Readonly<Record<string, string>> = {
  BooleanKeyword: 'boolean',
  ExportKeyword: 'export',
  FalseKeyword: 'false',
  NeverKeyword: 'never',
  NullKeyword: 'null',
  NumberKeyword: 'number',
  QuestionToken: '?',
  ReadonlyKeyword: 'readonly',
  StringKeyword: 'string',
  TrueKeyword: 'true',
  UndefinedKeyword: 'undefined',
  UnknownKeyword: 'unknown',
}

/** Kinds are their names. */
export const SyntaxKind: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.keys(WORDS), 'MinusToken', 'MultiLineCommentTrivia', 'SingleLineCommentTrivia'].map(name => [name, name]),
)

type Name = string | Node
type Nodes = readonly Node[] | undefined

const word = (kind: string): Node => ({ kind })
const named = (name: Name): Node => (typeof name === 'string' ? factory.createIdentifier(name) : name)

const UNIONS = ['UnionType', 'IntersectionType']
const inParentheses = (type: Node, kinds: readonly string[]): Node =>
  kinds.includes(type.kind) ? { kind: 'ParenthesizedType', type } : type

/** The functions that openapi-typescript calls, with their parameters. */
export const factory = {
  createKeywordTypeNode: word,
  createToken: word,
  createModifier: word,
  createTrue: () => word('TrueKeyword'),
  createFalse: () => word('FalseKeyword'),
  createNull: () => word('NullKeyword'),
  createNodeArray: (nodes: readonly Node[]) => nodes,
  createIdentifier: (text: string): Node => ({ kind: 'Identifier', text, escapedText: text }),
  createStringLiteral: (text: string): Node => ({ kind: 'StringLiteral', text }),
  createNumericLiteral: (value: string | number): Node => ({ kind: 'NumericLiteral', text: String(value) }),
  createPrefixUnaryExpression: (_: string, operand: Node): Node => ({ kind: 'PrefixUnaryExpression', operand }),
  createLiteralTypeNode: (literal: Node): Node => ({ kind: 'LiteralType', literal }),
  createArrayTypeNode: (type: Node): Node => ({
    kind: 'ArrayType',
    type: inParentheses(type, [...UNIONS, 'TypeOperator']),
  }),
  createTupleTypeNode: (types: readonly Node[]): Node => ({ kind: 'TupleType', types }),
  createRestTypeNode: (type: Node): Node => ({ kind: 'RestType', type }),
  createUnionTypeNode: (types: readonly Node[]): Node => ({
    kind: 'UnionType',
    types: types.map(type => inParentheses(type, UNIONS)),
  }),
  createIntersectionTypeNode: (types: readonly Node[]): Node => ({
    kind: 'IntersectionType',
    types: types.map(type => inParentheses(type, UNIONS)),
  }),
  createTypeOperatorNode: (_: string, type: Node): Node => ({
    kind: 'TypeOperator',
    type: inParentheses(type, [...UNIONS, 'TypeOperator']),
  }),
  createTypeReferenceNode: (name: Name, typeArguments?: readonly Node[]): Node => ({
    kind: 'TypeReference',
    name: named(name),
    ...(typeArguments && { typeArguments }),
  }),
  createIndexedAccessTypeNode: (objectType: Node, indexType: Node): Node => ({
    kind: 'IndexedAccessType',
    objectType: inParentheses(objectType, [...UNIONS, 'TypeOperator']),
    indexType,
  }),
  createTypeLiteralNode: (members: readonly Node[]): Node => ({ kind: 'TypeLiteral', members }),
  createPropertySignature: (modifiers: Nodes, name: Name, questionToken: Node | undefined, type: Node): Node => ({
    kind: 'PropertySignature',
    ...(modifiers && { modifiers }),
    name: named(name),
    ...(questionToken && { questionToken }),
    type,
  }),
  updatePropertySignature: (
    node: Node,
    modifiers: Nodes,
    name: Name,
    questionToken: Node | undefined,
    type: Node,
  ): Node => ({ ...node, ...factory.createPropertySignature(modifiers, name, questionToken, type) }),
  createIndexSignature: (modifiers: Nodes, parameters: readonly Node[], type: Node): Node => ({
    kind: 'IndexSignature',
    ...(modifiers && { modifiers }),
    parameters,
    type,
  }),
  createParameterDeclaration: (
    _: Nodes,
    __: Node | undefined,
    name: Name,
    ___: Node | undefined,
    type: Node,
  ): Node => ({
    kind: 'Parameter',
    name: named(name),
    type,
  }),
  createTypeAliasDeclaration: (modifiers: Nodes, name: Name, _: Nodes, type: Node): Node => ({
    kind: 'TypeAliasDeclaration',
    ...(modifiers && { modifiers }),
    name: named(name),
    type,
  }),
  createInterfaceDeclaration: (modifiers: Nodes, name: Name, _: Nodes, __: Nodes, members: readonly Node[]): Node => ({
    kind: 'InterfaceDeclaration',
    ...(modifiers && { modifiers }),
    name: named(name),
    members,
  }),
}

/** A node whose children are replaced by what the visitor returns for them. */
export function visitEachChild(node: Node, visitor: (child: Node) => Node): Node {
  const visited = Object.entries(node).map(([key, value]) => {
    if (key === 'comments') return [key, value]
    if (Array.isArray(value)) return [key, value.map(visitor)]
    return [key, typeof value === 'object' && value !== null ? visitor(value) : value]
  })
  return Object.fromEntries(visited)
}
