/** The methods of one system as a TypeScript interface: `apiKeys.create(body, options)`, from the `call` of each operation. */
import { type Model, type OperationNode, type ParameterNode, propertyWords } from '../../vocabulary/model/model.ts'
import { codesOf } from '../../vocabulary/model/schema.ts'

/** The source of `Resources`, to stand below the types that `types.ts` makes. */
export function resourcesSource(model: Model): string {
  const groups = Map.groupBy(
    model.operations.filter(({ words }) => words),
    ({ words }) => words?.call.split('.')[0] ?? '',
  )
  const members = [...groups].map(([name, operations]) => {
    const methods = operations.map(operation => indent(methodSource(operation, model)))
    return indent(`readonly ${name}: {\n${methods.join('\n')}\n}`)
  })
  return [
    '/**',
    ' * The methods of the system, with bodies and answers as JSON. `Options` are the options of a call, `CreateOptions`',
    ' * those of one that takes an idempotency key, `ListOptions` those of one that gives pages.',
    ' */',
    'export interface Resources<Options, CreateOptions, ListOptions> {',
    ...members,
    '}',
    '',
  ].join('\n')
}

function methodSource(operation: OperationNode, model: Model): string {
  const { id, words, body, responses } = operation
  const method = words?.call.split('.')[1] ?? ''
  const success = responses.find(({ status }) => status.startsWith('2'))
  const query = operation.parameters.filter(parameter => parameter.in === 'query')
  const parameters = [
    ...operation.parameters.filter(parameter => parameter.in === 'path').map(pathParameter),
    ...(body ? [bodyParameter(id, body)] : []),
    ...(query.length === 0 ? [] : [queryParameter(id, query)]),
    `options?: ${optionsOf(operation)}`,
  ]
  const content = success?.schema ? contentOf(success.node) : undefined
  const shown = content
    ? `Readable<operations['${id}']['responses'][${success?.status}]['content']['${content}']>`
    : 'void'
  const secrets = secretsOf(operation, model)
  const answer = secrets.length === 0 ? shown : `WithSecrets<${shown}, ${secrets.map(name => `'${name}'`).join(' | ')}>`
  return `${docstring(operation)}\n${method}(${parameters.join(', ')}): ${isPaged(operation) ? 'Pages' : 'Call'}<${answer}>`
}

function optionsOf(operation: OperationNode): string {
  if (isPaged(operation)) return 'ListOptions'
  return takesIdempotencyKey(operation) ? 'CreateOptions' : 'Options'
}

/** Whether the operation answers with one page of several. */
export function isPaged({ parameters }: OperationNode): boolean {
  return parameters.some(parameter => parameter.in === 'query' && parameter.name === 'cursor')
}

/** The members of the operation's answer that are secrets. */
export function secretsOf({ id, words }: OperationNode, { resources }: Model): string[] {
  const resource = resources.get(words?.resource ?? '')
  if (!resource) return []
  return Object.entries(propertyWords(resource)).flatMap(([name, { secret, shown_by }]) =>
    secret && shown_by?.includes(id) ? [name] : [],
  )
}

function pathParameter({ name, schema }: ParameterNode): string {
  const type = schema?.text('type') === 'integer' ? 'number' : 'string'
  return `${camelCase(name)}: ${type}`
}

function bodyParameter(id: string, { node, media }: NonNullable<OperationNode['body']>): string {
  const body = `operations['${id}']['requestBody']`
  return node.read('required') === true
    ? `body: Writable<${body}['content']['${media[0]}']>`
    : `body?: Writable<NonNullable<${body}>['content']['${media[0]}']>`
}

function queryParameter(id: string, parameters: readonly ParameterNode[]): string {
  const optional = parameters.some(({ required }) => required) ? '' : '?'
  return `query${optional}: NonNullable<operations['${id}']['parameters']['query']>`
}

export function takesIdempotencyKey({ parameters }: OperationNode): boolean {
  return parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key')
}

function contentOf(response: OperationNode['node']): string | undefined {
  return response.get('content')?.members()[0]?.[0]
}

function docstring(operation: OperationNode): string {
  const { node, security, responses } = operation
  const permissions = new Set(security.flatMap(({ schemes }) => Object.values(schemes).flat()))
  const refusals = responses.flatMap(({ schema, problem }) =>
    schema && problem ? codesOf(schema).map(({ code }) => `\`${code}\``) : [],
  )
  const paragraphs = [
    sentence(node.text('summary')),
    node.text('description')?.trim(),
    permissions.size === 0 ? undefined : `Needs ${[...permissions].map(name => `\`${name}\``).join(' and ')}.`,
    refusals.length === 0 ? undefined : `Refusals: ${refusals.join(', ')}.`,
  ].filter(paragraph => paragraph !== undefined)
  const lines = paragraphs.flatMap((paragraph, index) => [...(index === 0 ? [] : ['']), ...wrap(paragraph)])
  return ['/**', ...lines.map(line => ` * ${line}`.trimEnd()), ' */'].join('\n').replaceAll(/\*\/(?!$)/g, '*\\/')
}

function sentence(text: string | undefined): string | undefined {
  return text === undefined || /[.!?]$/.test(text) ? text : `${text}.`
}

const WIDTH = 104

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length + 1 > WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}

function indent(source: string): string {
  return source.replaceAll(/^(?=.)/gm, '  ')
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
