/** The docstring of a method: what its operation does, what it requires and how it can fail. */
import type { OperationNode } from '../../vocabulary/model/model.ts'
import { codesOf } from '../../vocabulary/model/schema.ts'

const WIDTH = 104

export function docstring({ node, security, responses }: OperationNode): string {
  const permissions = new Set(security.flatMap(({ schemes }) => Object.values(schemes).flat()))
  const codes = responses.flatMap(({ schema, problem }) =>
    schema && problem ? codesOf(schema).map(({ code }) => code) : [],
  )
  const paragraphs = [
    sentence(node.text('summary')),
    node.text('description')?.trim(),
    permissions.size === 0 ? undefined : `Requires ${[...permissions].map(codeSpan).join(' and ')}.`,
    codes.length === 0 ? undefined : `Problem codes: ${codes.map(codeSpan).join(', ')}.`,
  ].filter(paragraph => paragraph !== undefined)
  const lines = paragraphs.flatMap((paragraph, index) => [...(index === 0 ? [] : ['']), ...wrap(paragraph)])
  return ['/**', ...lines.map(line => ` * ${line}`.trimEnd()), ' */'].join('\n').replaceAll(/\*\/(?!$)/g, '*\\/')
}

const codeSpan = (text: string) => `\`${text}\``

function sentence(text: string | undefined): string | undefined {
  return text === undefined || /[.!?]$/.test(text) ? text : `${text}.`
}

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length + 1 > WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}
