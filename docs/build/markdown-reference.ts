/** The reference for programs and language models: one Markdown file per operation, and `llms.txt`. */

import { strings } from '../../openapi/contract/json.ts'
import { explainCallers, explainErrors } from '../../openapi/vocabulary/explain/explain-operation.ts'
import type { Links } from '../../openapi/vocabulary/links.ts'
import type { OperationNode } from '../../openapi/vocabulary/model/model.ts'
import type { Node } from '../../openapi/vocabulary/model/node.ts'
import { propertiesOf, typesOf } from '../../openapi/vocabulary/model/schema.ts'
import { code, paragraphs, table } from '../../openapi/vocabulary/prose.ts'
import type { Page } from './layout.ts'
import { ABOUT_VARIABLES } from './samples/variables.ts'
import type { System } from './system.ts'

const links: Links = { problem: name => `[${code(name)}](../../errors.html#${name})` }

/** The content of each file, by its path relative to the site. */
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
  return `${paragraphs(`# ${contract.title}`, info?.text('summary'), info?.text('description')?.trim(), ABOUT_VARIABLES, `The complete contract: [openapi/${id}.json](../../openapi/${id}.json)`, lines.join('\n'))}\n`
}

function operationText(system: System, operation: OperationNode): string {
  const { id, method, path, node, body, parameters, responses } = operation
  const sample = system.samples.get(id)
  const success = responses.find(({ problem, status }) => !problem && status.startsWith('2'))
  const responseSchema = success?.schema
  const errors = explainErrors(system.model, operation, links).map(({ status = '', text }) => `- ${status} ${text}`)
  return `${paragraphs(
    `# ${node.text('summary') ?? id}`,
    `${code(`${method} ${system.contract.basePath}${path}`)} · operation ${code(id)} · system ${code(system.id)}`,
    node.text('description')?.trim(),
    explainCallers(system.model, operation),
    parameters.length > 0 ? '## Parameters' : undefined,
    table(
      ['Name', 'In', 'Required', 'Description'],
      parameters.map(({ name, in: place, required, node }) => [
        code(name),
        place,
        required ? 'yes' : 'no',
        node.text('description') ?? '',
      ]),
    ),
    body ? paragraphs('## Body', fields(body.schema)) : undefined,
    success
      ? paragraphs(
          `## Response: ${success.status}`,
          success.node.text('description'),
          responseSchema ? fields(responseSchema) : undefined,
        )
      : undefined,
    errors.length > 0 ? paragraphs('## Errors', errors.join('\n')) : undefined,
    sample
      ? paragraphs('## curl', fence('sh', sample.curl), '## TypeScript', fence('ts', sample.typescript))
      : undefined,
  )}\n`
}

function fields(schema: Node): string {
  const required = strings(schema.read('required'))
  const rows = [...propertiesOf(schema)].map(([name, property]) => [
    code(name),
    typesOf(property).join(' or '),
    required.includes(name) ? 'yes' : 'no',
    (property.text('description') ?? property.text('title') ?? '').replaceAll('\n', ' '),
  ])
  return table(['Field', 'Type', 'Required', 'Description'], rows)
}

function fence(language: string, source: string): string {
  return `\`\`\`${language}\n${source}\n\`\`\``
}

/** https://llmstxt.org */
export function llmsText(systems: readonly System[], pages: readonly Page[]): string {
  const pageLines = pages.map(
    ({ title, path, description }) => `- [${title}](${path}): ${description.replaceAll(/\s+/g, ' ').trim()}`,
  )
  const contracts = systems.flatMap(({ id, model }) => [
    `- [${id}](operations/${id}/index.md): ${model.root.get('info')?.text('summary') ?? ''}`,
    `- [${id}, OpenAPI 3.1](openapi/${id}.json): the complete contract, with its rules under \`x-latchkey\``,
  ])
  return `${paragraphs(
    '# Latchkey',
    `> API keys for commerce, with their rules in the contract: an OpenAPI 3.1 description of ${systems.length} systems, a typed SDK and a stateful mock, all generated from one source.`,
    'Choose the system first: operations, fields and limits differ between systems. Every error response is `application/problem+json` with a `code`.',
    ABOUT_VARIABLES,
    '## Operations, one Markdown file per operation',
    contracts.join('\n'),
    '## Pages',
    pageLines.join('\n'),
  )}\n`
}
