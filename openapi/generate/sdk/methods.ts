/** The methods of one system as a TypeScript interface: `apiKeys.create(body, options)`. */
import type { Model, OperationNode, ParameterNode } from '../../vocabulary/model/model.ts'
import { literal } from '../literal.ts'
import { callsByResource, isIdempotent, isPaged, secretsOf } from './calls.ts'
import { docstring } from './docstring.ts'

/** The source of the interface `Resources`. */
export function methodsSource(model: Model): string {
  const resources = [...callsByResource(model)].map(([name, calls]) => {
    const methods = calls.map(({ method, operation }) => indent(methodSource(method, operation, model)))
    return indent(`readonly ${name}: {\n${methods.join('\n')}\n}`)
  })
  return ['/** The methods of a client, by resource. */', 'export interface Resources {', ...resources, '}'].join('\n')
}

function methodSource(method: string, operation: OperationNode, model: Model): string {
  const { id, body, responses } = operation
  const success = responses.find(({ status }) => status.startsWith('2'))
  const query = operation.parameters.filter(parameter => parameter.in === 'query')
  const parameters = [
    ...operation.parameters.filter(parameter => parameter.in === 'path').map(pathParameter),
    ...(body ? [bodyParameter(id, body)] : []),
    ...(query.length === 0 ? [] : [queryParameter(id, query)]),
    `options?: ${optionsOf(operation)}`,
  ]
  const content = success?.schema ? contentOf(success.node) : undefined
  const json = content
    ? `Readable<operations['${id}']['responses'][${success?.status}]['content']['${content}']>`
    : 'void'
  const secrets = secretsOf(operation, model)
  const data = secrets.length === 0 ? json : `WithSecrets<${json}, ${secrets.map(name => literal(name)).join(' | ')}>`
  const result = isPaged(operation) ? 'Pages' : 'Call'
  return `${docstring(operation)}\n${method}(${parameters.join(', ')}): ${result}<${data}>`
}

function optionsOf(operation: OperationNode): string {
  if (isPaged(operation)) return 'ListOptions'
  return isIdempotent(operation) ? 'CreateOptions' : 'RequestOptions'
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

function contentOf(response: OperationNode['node']): string | undefined {
  return response.get('content')?.members()[0]?.[0]
}

function indent(source: string): string {
  return source.replaceAll(/^(?=.)/gm, '  ')
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
