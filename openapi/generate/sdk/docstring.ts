/** The docstring of a method: what its operation does, what it requires and how it can fail. */
import { isString } from '../../contract/json.ts'
import type { DescribedOperation } from './described-operation.ts'

const WIDTH = 104

export function docstring({ node, operation }: DescribedOperation): string[] {
  const permissions = new Set(operation.security.flatMap(schemes => Object.values(schemes).flat()))
  const codes = Object.values(operation.responses).flatMap(({ codes = [] }) => codes)
  const { summary, description, deprecated } = node
  return comment([
    isString(summary) ? sentence(summary.trim()) : undefined,
    ...(isString(description) && description.trim() !== isStringTrimmed(summary) ? paragraphs(description) : []),
    permissions.size === 0 ? undefined : `Requires ${[...permissions].map(codeSpan).join(' and ')}.`,
    codes.length === 0 ? undefined : `Problem codes: ${codes.map(codeSpan).join(', ')}.`,
    deprecated === true ? '@deprecated' : undefined,
  ])
}

const isStringTrimmed = (text: unknown) => (isString(text) ? text.trim() : undefined)

const codeSpan = (text: string) => `\`${text}\``

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`
}

/** The paragraphs of a Markdown text. */
function paragraphs(text: string): string[] {
  return text.trim().split(/\n\s*\n/)
}

/** The lines of a comment. Lists, tables and code keep their lines. */
export function comment(texts: readonly (string | undefined)[], indent = ''): string[] {
  const written = texts.filter(text => text !== undefined && text.trim() !== '')
  if (written.length === 0) return []
  const lines = written.flatMap((text = '', index) => [...(index === 0 ? [] : ['']), ...wrapped(text)])
  const safe = lines.map(line => line.replaceAll('*/', '*\\/'))
  if (safe.length === 1 && safe[0] && safe[0].length <= WIDTH && indent !== '') return [`${indent}/** ${safe[0]} */`]
  return [`${indent}/**`, ...safe.map(line => `${indent} * ${line}`.trimEnd()), `${indent} */`]
}

function wrapped(text: string): string[] {
  if (/^\s*([-*+|>#]|\d+[.)]|```|\s{4})/m.test(text)) return text.split('\n').map(line => line.trimEnd())
  const lines: string[] = []
  for (const word of text.trim().split(/\s+/)) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length + 1 > WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}
