/**
 * The part of TypeScript that openapi-typescript uses to build and print types. TypeScript itself has 9 MB, and version 7 has
 * no such functions: the build of the package has this module in its place (tsup.config.ts), so that `latchkey generate`
 * needs no TypeScript at all. A test compares both.
 */
import { factory, type Node, SyntaxKind, visitEachChild } from './nodes.ts'
import { printFile } from './print.ts'

const isKind = (kind: string) => (node: Node) => node.kind === kind

/** The statements of the helper types of openapi-typescript, each on a line, as TypeScript prints them. */
function createSourceFile(_: string, text: string): { statements: readonly Node[] } {
  const statements = text.split('\n').filter(line => line.trim() !== '')
  return {
    statements: statements.map(line => ({
      kind: 'SourceText',
      name: factory.createIdentifier(/\btype ([$\w]+)/.exec(line)?.[1] ?? ''),
      text: line.trim().replaceAll(/\{ (.*?);? \}/g, '{\n    $1;\n}'),
    })),
  }
}

function addSyntheticLeadingComment(node: Node, kind: string, text: string): Node {
  const comment = kind === SyntaxKind.MultiLineCommentTrivia ? `/*${text}*/` : `//${text}`
  node.comments = [...(node.comments ?? []), comment]
  return node
}

export default {
  factory,
  SyntaxKind,
  visitEachChild,
  createSourceFile,
  addSyntheticLeadingComment,
  createPrinter: () => ({ printFile: ({ statements }: { statements: readonly Node[] }) => printFile(statements) }),
  isTypeAliasDeclaration: (node: Node) => node.kind === 'TypeAliasDeclaration' || node.kind === 'SourceText',
  isInterfaceDeclaration: isKind('InterfaceDeclaration'),
  isTupleTypeNode: isKind('TupleType'),
  isArrayTypeNode: isKind('ArrayType'),
  isTypeNode: ({ kind }: Node) => kind.endsWith('Type') || kind.endsWith('Keyword') || kind === 'TypeLiteral',
  isPropertySignature: isKind('PropertySignature'),
  ScriptTarget: {},
  ScriptKind: {},
  NewLineKind: {},
  NodeFlags: {},
}
