/** The methods of one system as a TypeScript interface: `apiKeys.create(body, options)`. */
import type { Contract } from '../../contract/contract.ts'
import { literal, quoted } from '../literal.ts'
import {
  headerParameters,
  isIdempotent,
  pathParameters,
  queryParameters,
  returnedBy,
  returnedContents,
  secretsOf,
} from './calls.ts'
import { type Content, type DescribedParameter, isJson } from './described-operation.ts'
import { docstring } from './docstring.ts'
import { type Call, callsByResource, camelCase } from './names.ts'
import { pageRulesOf } from './page-rules.ts'
import { LINE_WIDTH } from './width.ts'

/** What the methods of a document depend on. */
export interface MethodContext {
  readonly contract: Contract
  /** Some properties are only read or only written: `Readable` and `Writable` take the others out. */
  readonly hasMarkers: boolean
}

/** The source of the interface `Resources`. */
export function methodsSource(calls: readonly Call[], context: MethodContext): string {
  const resources = [...callsByResource(calls)].flatMap(([name, calls]) => [
    `  readonly ${quoted(name)}: {`,
    ...calls.flatMap(call => methodLines(call, context).map(line => `    ${line}`.trimEnd())),
    '  }',
  ])
  return ['/** The methods of a client, by resource. */', 'export interface Resources {', ...resources, '}'].join('\n')
}

interface Parameter {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
}

function methodLines(call: Call, context: MethodContext): string[] {
  const query = queryParameters(call)
  const parameters: Parameter[] = [
    ...idParameters(call),
    ...bodyParameters(call, context),
    ...(query.length === 0 ? [] : [queryParameter(call, query)]),
    optionsParameter(call, context),
  ]
  const result = resultOf(call, context)
  const written = parameters.map(({ name, type, isRequired }, index) => {
    if (isRequired) return `${name}: ${type}`
    const isFollowed = parameters.slice(index).some(({ isRequired }) => isRequired)
    return isFollowed ? `${name}: ${type} | undefined` : `${name}?: ${type}`
  })
  return [...docstring(call), ...signature(quoted(call.method), written, result)]
}

function signature(name: string, parameters: readonly string[], result: string): string[] {
  const line = `${name}(${parameters.join(', ')}): ${result}`
  if (line.length <= LINE_WIDTH) return [line]
  return [`${name}(`, ...parameters.map(parameter => `  ${parameter},`), `): ${result}`]
}

/** Names that have another meaning in the list of parameters, or none at all. */
const NOT_A_NAME =
  /^(body|query|options|arguments|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/

function idParameters(call: Call): Parameter[] {
  const taken = new Set<string>()
  return pathParameters(call).map(parameter => {
    let name = camelCase(parameter.name)
    if (NOT_A_NAME.test(name)) name += '_'
    while (taken.has(name)) name += '_'
    taken.add(name)
    return { name, type: idType(call, parameter), isRequired: true }
  })
}

function idType({ type }: Call, { name, schema, required }: DescribedParameter): string {
  if (Array.isArray(schema.enum) && required) return `${type}['parameters']['path'][${literal(name)}]`
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  return schema.type === 'boolean' ? 'boolean' : 'string'
}

function bodyParameters(call: Call, context: MethodContext): Parameter[] {
  const { type, body, isBodyRequired } = call
  const [content] = body
  if (!content) return []
  const declared = `${type}['requestBody']`
  const inner = `${isBodyRequired ? declared : `NonNullable<${declared}>`}['content'][${literal(content.media)}]`
  return [{ name: 'body', type: bodyType(content, inner, context), isRequired: isBodyRequired }]
}

function bodyType(content: Content, type: string, { hasMarkers }: MethodContext): string {
  const { media } = content
  const written = hasMarkers ? `Writable<${type}>` : type
  if (isJson(content)) return written
  if (media.startsWith('multipart/')) return `${written} | FormData`
  if (media === 'application/x-www-form-urlencoded') return `${written} | URLSearchParams`
  return 'Blob | ArrayBuffer | string'
}

function queryParameter({ type }: Call, query: readonly DescribedParameter[]): Parameter {
  const isRequired = query.some(({ required }) => required)
  return { name: 'query', type: `NonNullable<${type}['parameters']['query']>`, isRequired }
}

function optionsParameter(call: Call, { contract }: MethodContext): Parameter {
  const headers = headerParameters(call, contract)
  const isPaged = pageRulesOf(call.operation) !== undefined
  const options = isPaged ? 'ListOptions' : isIdempotent(call, contract) ? 'CreateOptions' : 'RequestOptions'
  if (headers.length === 0) return { name: 'options', type: options, isRequired: false }
  const names = headers.map(({ name }) => literal(name)).join(' | ')
  const declared = `Pick<NonNullable<${call.type}['parameters']['header']>, ${names}>`
  return {
    name: 'options',
    type: `WithHeaders<${options}, ${declared}>`,
    isRequired: headers.some(({ required }) => required),
  }
}

function resultOf(call: Call, context: MethodContext): string {
  const data = dataOf(call, context)
  const rules = pageRulesOf(call.operation)
  if (!rules) return `Call<${data}>`
  return rules === true ? `Pages<${data}>` : `PagesAt<${data}, ${literal(rules.items)}>`
}

/** The type of what the method returns: the bodies of all its successful responses. */
function dataOf(call: Call, context: MethodContext): string {
  const { kind } = returnedBy(call, context.contract)
  if (kind === 'nothing') return 'void'
  const contents = returnedContents(call)
  const types = contents.map(({ status, content }) => {
    if (!content) return 'undefined'
    if (kind === 'blob') return 'Blob'
    if (kind === 'text' || !isJson(content)) return 'string'
    const key = /^\d+$/.test(status) ? status : literal(status)
    const json = `${call.type}['responses'][${key}]['content'][${literal(content.media)}]`
    return context.hasMarkers ? `Readable<${json}>` : json
  })
  const data = [...new Set(types)].join(' | ')
  const secrets = secretsOf(call, context.contract)
  return secrets.length === 0 ? data : `WithSecrets<${data}, ${secrets.map(name => literal(name)).join(' | ')}>`
}
