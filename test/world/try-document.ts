/** Starts a mock of one document, and sends one valid request to each operation. */
import { openMock } from '../../mock/api/open.ts'
import { generate } from '../../mock/engine/answers/generate.ts'
import { successOf } from '../../mock/engine/described/show.ts'
import type { Schemas } from '../../mock/engine/schemas.ts'
import type { Contract, JsonSchema, Operation, Parameter } from '../../openapi/contract/contract.ts'
import { ContractError } from '../../openapi/read/contract-error.ts'
import { readDocumentFrom } from '../../openapi/read/document/from-disk.ts'
import { loaded } from '../../openapi/read/load-document.ts'

/** What happened to one document. */
export interface Result {
  readonly file: string
  /** Undefined if it could not be read. */
  readonly operations: number
  readonly stateful: number
  readonly answered: number
  readonly valid: number
  /** Milliseconds from the file to the first answer. */
  readonly start: number
  /** Milliseconds of the operation that took longest. */
  readonly slowest: number
  /** Why the document could not be read. */
  readonly refused?: string
  /** One line for each operation that was not answered with a valid body, up to some. */
  readonly failures: readonly string[]
}

const MOST_FAILURES = 20

/** @param onAlive called from time to time, while operations are tried */
export async function tryDocument(file: string, onAlive = () => {}): Promise<Result> {
  const begin = performance.now()
  const nothing = { file, operations: 0, stateful: 0, answered: 0, valid: 0, slowest: 0, failures: [] }
  let contract: Contract
  try {
    contract = loaded(await readDocumentFrom(file), 'world').contract
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return { ...nothing, start: performance.now() - begin, refused: error.problems[0]?.message ?? error.message }
  }
  const { mock, engine } = openMock({ contract, seed: 1, isChecked: false })
  const { schemas } = engine.context
  const failures: string[] = []
  let answered = 0
  let valid = 0
  let slowest = 0
  let start = performance.now() - begin
  for (const [index, operation] of contract.operations.entries()) {
    if (index % 20 === 0) onAlive()
    mock.reset()
    const sent = performance.now()
    const problem = await tryOperation(mock.fetch, contract, schemas, operation)
    slowest = Math.max(slowest, performance.now() - sent)
    if (index === 0) start = performance.now() - begin
    if (problem === undefined || problem.startsWith('invalid')) answered++
    if (problem === undefined) valid++
    else if (failures.length < MOST_FAILURES) failures.push(`${operation.method} ${operation.path}: ${problem}`)
  }
  const stateful = contract.operations.filter(({ does }) => does !== 'answer').length
  return { file, operations: contract.operations.length, stateful, answered, valid, start, slowest, failures }
}

/** @returns what is wrong with the answer; undefined if nothing is */
async function tryOperation(
  fetch: (request: Request) => Promise<Response>,
  contract: Contract,
  schemas: Schemas,
  operation: Operation,
): Promise<string | undefined> {
  let response: Response
  try {
    response = await fetch(requestFor(contract, operation))
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : error}`
  }
  const text = await response.text()
  if (response.status >= 400) return `${response.status} ${text.slice(0, 300)}`
  const { schema, media = 'application/json' } = successOf(operation) ?? {}
  if (!schema || text === '' || !/[/+]json\b/.test(media) || !/json/.test(response.headers.get('Content-Type') ?? ''))
    return undefined
  try {
    const errors = schemas.checkResponse(schema, JSON.parse(text))
    return errors && `invalid: ${errors[0]?.instancePath} ${errors[0]?.message} in ${text.slice(0, 200)}`
  } catch (error) {
    return `invalid: ${error instanceof Error ? error.message : error}`
  }
}

/** A valid request to an operation, with values made from the document. */
export function requestFor(contract: Contract, operation: Operation): Request {
  const value = (schema: JsonSchema, seed: string, isMinimal = true) =>
    generate(schema, { schemas: contract.schemas, direction: 'request', seed, isMinimal }).value
  const path = operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = operation.pathParameters?.find(one => one.name === name)
    const made = parameter ? value(filled(parameter.schema), `path ${name}`) : 'x'
    return encodeURIComponent(listedText(made) || 'x')
  })
  const url = new URL(`http://localhost${contract.basePath}${path.replace(/[#?].*$/s, '')}`)
  const headers = new Headers()
  for (const parameter of operation.query.filter(isRequired))
    addQuery(url, parameter, value(filled(parameter.schema), `query ${parameter.name}`))
  for (const { name, schema } of operation.headers.filter(isRequired))
    setHeader(headers, name, value(filled(schema), `header ${name}`))
  for (const [name, written] of new URLSearchParams(/[#?](.*)$/s.exec(operation.path)?.[1] ?? '')) {
    const given = written.replace(/^\{[^{}]*\}$/, '')
    const isHeader = operation.headers.some(one => one.name.toLowerCase() === name.toLowerCase())
    if (isHeader && (given !== '' || !headers.has(name))) headers.set(name, given || 'x')
    if (!isHeader && (given !== '' || !url.searchParams.has(name))) url.searchParams.set(name, given || 'x')
  }
  const cookies = (operation.cookies ?? [])
    .filter(isRequired)
    .map(({ name, schema }) => `${name}=${textOf(value(schema, name))}`)
  authorize(contract, operation, url, headers, cookies)
  if (cookies.length > 0) headers.set('Cookie', cookies.join('; '))
  const media = operation.body?.media[0]
  // Only JSON can show that a list is empty.
  const isMinimal = media === undefined || isJson(media)
  const body =
    operation.body && media !== undefined && operation.method !== 'GET' && operation.method !== 'HEAD'
      ? bodyOf(media, value(operation.body.schema, 'body', isMinimal))
      : undefined
  if (body !== undefined && typeof body === 'string' && media)
    headers.set('Content-Type', media.replace('*/*', 'application/json'))
  return new Request(url, { method: operation.method, headers, ...(body !== undefined && { body }) })
}

const isJson = (media: string) => /[/+]json\b|^\*\/\*/.test(media)

const isRequired = ({ required }: Parameter) => required

/** A path, a query and a header cannot show an empty text, list or object. */
const filled = (schema: JsonSchema): JsonSchema => ({
  allOf: [schema, { minItems: 1, minLength: 1, minProperties: 1 }],
})

function addQuery(url: URL, { name, style = 'form', explode = true, media }: Parameter, value: unknown): void {
  const items = Array.isArray(value) && media === undefined ? value.map(textOf) : [textOf(value)]
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && media === undefined
  const separator = style === 'spaceDelimited' ? ' ' : style === 'pipeDelimited' ? '|' : ','
  if (isObject && (style === 'deepObject' || explode))
    for (const [key, member] of Object.entries(value))
      url.searchParams.append(style === 'deepObject' ? `${name}[${key}]` : key, textOf(member))
  else if (isObject) url.searchParams.append(name, Object.entries(value).flat().map(textOf).join(','))
  else if (explode && style === 'form') for (const item of items) url.searchParams.append(name, item)
  else url.searchParams.append(name, items.join(separator))
}

function setHeader(headers: Headers, name: string, value: unknown): void {
  headers.set(name, listedText(value).replaceAll(/[^\x20-\x7e]/g, '') || 'x')
}

/** A list in a path or a header has commas between its items. */
function listedText(value: unknown): string {
  return Array.isArray(value) ? value.map(textOf).join(',') : textOf(value)
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

function authorize(contract: Contract, { security }: Operation, url: URL, headers: Headers, cookies: string[]): void {
  for (const name of Object.keys(security[0] ?? {})) {
    const carrier = contract.schemes[name]?.carrier
    if (carrier?.in === 'bearer') headers.set('Authorization', 'Bearer any')
    if (carrier?.in === 'basic') headers.set('Authorization', `Basic ${btoa('any:any')}`)
    // Two schemes may share a header: what one sends is a value for the other.
    if (carrier?.in === 'header' && (carrier.prefix !== undefined || !headers.has(carrier.name)))
      headers.set(carrier.name, carrier.prefix === undefined ? 'any' : `${carrier.prefix} any`)
    if (carrier?.in === 'query') url.searchParams.set(carrier.name, 'any')
    if (carrier?.in === 'cookie') cookies.push(`${carrier.name}=any`)
  }
}

function bodyOf(media: string, value: unknown): string | FormData | undefined {
  if (isJson(media)) return JSON.stringify(value)
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {})
  if (media.startsWith('application/x-www-form-urlencoded'))
    return new URLSearchParams(
      entries.flatMap(([name, item]) => [item].flat().map(one => [name, textOf(one)])),
    ).toString()
  if (media.startsWith('multipart/form-data')) {
    const form = new FormData()
    for (const [name, item] of entries) for (const one of [item].flat()) form.append(name, textOf(one))
    return form
  }
  return typeof value === 'string' ? value : textOf(value ?? '')
}
