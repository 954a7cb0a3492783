/** One Markdown file for each operation, and `llms.txt`: the reference for programs and language models. */

import { strings } from '../../openapi/contract/json.ts'
import { explainOperation } from '../../openapi/vocabulary/explain/explain-operation.ts'
import type { Links } from '../../openapi/vocabulary/links.ts'
import type { OperationNode } from '../../openapi/vocabulary/model/model.ts'
import type { Node } from '../../openapi/vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../openapi/vocabulary/model/schema.ts'
import { code, paragraphs, table } from '../../openapi/vocabulary/prose.ts'
import type { Page } from './layout.ts'
import { ABOUT_VARIABLES } from './samples/variables.ts'
import type { System } from './system.ts'

const links: Links = { problem: name => `[${code(name)}](../../errors.html#${name})` }

/** The files by their path below the site. */
export function operationFiles(systems: readonly System[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const system of systems) {
    for (const operation of system.model.operations)
      files.set(`operations/${system.id}/${operation.id}.md`, operationText(system, operation))
    files.set(`operations/${system.id}/index.md`, indexText(system))
  }
  return files
}

function indexText({ id, model, contract }: System): string {
  const info = model.root.get('info')
  const lines = model.operations.map(
    ({ id, method, path, node }) => `- [${id}](${id}.md): ${code(`${method} ${path}`)} — ${node.text('summary') ?? ''}`,
  )
  return `${paragraphs(`# ${contract.title}`, info?.text('summary'), info?.text('description')?.trim(), ABOUT_VARIABLES, `The whole contract: [openapi/${id}.json](../../openapi/${id}.json)`, lines.join('\n'))}\n`
}

function operationText(system: System, operation: OperationNode): string {
  const { id, method, path, node, body, parameters, responses } = operation
  const sample = system.samples.get(id)
  const success = responses.find(({ problem, status }) => !problem && status.startsWith('2'))
  const answer = success?.schema
  return `${paragraphs(
    `# ${node.text('summary') ?? id}`,
    `${code(`${method} ${system.contract.basePath}${path}`)} · operation ${code(id)} · system ${code(system.id)}`,
    node.text('description')?.trim(),
    explainOperation(system.model, operation, links),
    parameters.length > 0 ? '## Parameters' : undefined,
    table(
      ['Name', 'In', 'Required', 'Meaning'],
      parameters.map(({ name, in: place, required, node }) => [
        code(name),
        place,
        required ? 'yes' : 'no',
        node.text('description') ?? '',
      ]),
    ),
    body ? paragraphs('## Body', members(body.schema)) : undefined,
    success
      ? paragraphs(
          `## Answer: ${success.status}`,
          success.node.text('description'),
          answer ? members(answer) : undefined,
        )
      : undefined,
    sample
      ? paragraphs('## curl', fence('sh', sample.curl), '## TypeScript', fence('ts', sample.typescript))
      : undefined,
  )}\n`
}

function members(schema: Node): string {
  const required = strings(schema.read('required'))
  const rows = [...propertiesOf(schema)].map(([name, property]) => [
    code(name),
    typesOf(property).join(' or '),
    required.includes(name) ? 'yes' : 'no',
    (property.text('description') ?? property.text('title') ?? '').replaceAll('\n', ' '),
  ])
  return table(['Member', 'Type', 'Required', 'Meaning'], rows)
}

function fence(language: string, source: string): string {
  return `\`\`\`${language}\n${source}\n\`\`\``
}

/** https://llmstxt.org */
export function llmsText(systems: readonly System[], pages: readonly Page[]): string {
  const own = pages.map(
    ({ title, path, description }) => `- [${title}](${path}): ${description.replaceAll(/\s+/g, ' ').trim()}`,
  )
  const contracts = systems.flatMap(({ id, model }) => [
    `- [${id}](operations/${id}/index.md): ${model.root.get('info')?.text('summary') ?? ''}`,
    `- [${id}, OpenAPI 3.1](openapi/${id}.json): the whole contract, rules included, under \`x-latchkey\``,
  ])
  return `${paragraphs(
    '# Latchkey',
    '> Commerce API keys with their rules written in the contract: an OpenAPI 3.1 description of six systems, a typed SDK and a stateful mock, all generated from one source.'.replace(
      'six',
      String(systems.length),
    ),
    'Choose the system first: an operation, a member or a limit of one may not exist on another. Every refusal is `application/problem+json` with a `code`.',
    ABOUT_VARIABLES,
    '## Operations, one Markdown file each',
    contracts.join('\n'),
    '## Pages',
    own.join('\n'),
  )}\n`
}
