/** How a contract with an error dialect refuses. */
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import type { ErrorDialect } from '../../../openapi/contract/dialect.ts'
import { objects } from '../../../openapi/contract/json.ts'
import { perObject } from '../../../openapi/contract/per-object.ts'
import { plainPointerKeys } from '../../../openapi/contract/pointer.ts'
import { type Placeholder, placeholdersIn } from '../../../openapi/contract/template.ts'
import type { Refusal, ValidationError } from '../../../openapi/vocabulary/engine/refusal.ts'
import type { Context } from '../context.ts'
import { statusOf } from '../described/refuse.ts'
import { masksOf } from '../values/mask.ts'
import { compileMessages } from './messages.ts'
import { type CompiledTemplate, compileTemplate, type Lookup, partOf } from './template.ts'
import { TITLES } from './titles.ts'
import { checkShaped } from './violations.ts'

interface Compiled {
  readonly body: CompiledTemplate
  readonly item: CompiledTemplate
  readonly codes: Codes
  readonly messages: ((errors: readonly ValidationError[]) => string) | undefined
}

type Codes = ReadonlyMap<string, Code>

/** What a dialect says about a code: its status, and the values of placeholders. */
interface Code {
  readonly status: number | undefined
  readonly values: ReadonlyMap<string, Value>
}

interface Value extends CompiledTemplate {
  /** The placeholders in its texts, which would have holes without their values. */
  readonly needs: readonly Placeholder[]
}

/** An error of a field in RFC 9457, as our own systems list it. */
const ITEM = { in: '$in', pointer: '$pointer', message: '$message' }

const compiled = perObject(
  ({ body, item = ITEM, codes = {}, messages }: ErrorDialect): Compiled => ({
    body: compileTemplate(body),
    item: compileTemplate(item),
    messages: messages && compileMessages(messages),
    codes: compileCodes(codes),
  }),
)

const compileCodes = perObject(
  (codes: NonNullable<ErrorDialect['codes']>): Codes =>
    new Map(
      Object.entries(codes).map(([code, { status, ...values }]) => [
        code,
        {
          status,
          values: new Map(Object.entries(values).map(([name, value]) => [name, compileValue(value)])),
        },
      ]),
    ),
)

function compileValue(template: unknown): Value {
  const needs = placeholdersIn(template).flatMap(({ placeholder, isWithin }) => (isWithin ? [placeholder] : []))
  return { ...compileTemplate(template), needs }
}

/**
 * Writes a refusal in the error dialect of the contract.
 * @param fixed the status, whatever the dialect says
 */
export function refuseInDialect(
  context: Context,
  errors: ErrorDialect,
  operation: Operation | undefined,
  refusal: Refusal,
  pathname: string,
  requestId: string,
  headers: Readonly<Record<string, string>>,
  isChecked: boolean,
  fixed?: number,
): Response {
  const { contract, createResponse } = context
  const { body, item, codes, messages } = compiled(errors)
  const masks = masksOf(contract)
  const own = operation?.errors && compileCodes(operation.errors).get(refusal.code)
  const others = codes.get('default')
  const general = codes.get(codeOf(codes, refusal)) ?? others
  const problem = contract.problems[refusal.code]
  const status = fixed ?? own?.status ?? general?.status ?? problem?.status ?? statusOf(operation, refusal)
  const written = (name: string, values: Lookup) => {
    const value = own?.values.get(name) ?? general?.values.get(name)
    if (!value) return values(name)
    if (isComplete(value, values)) return value.fill(values)
    const other = others?.values.get(name)
    return other && isComplete(other, values) ? other.fill(values) : values(name)
  }
  const known: Readonly<Record<string, unknown>> = {
    ...valuesOf(contract, operation, refusal),
    messages: messages && refusal.errors.length > 0 ? messages(refusal.errors) : refusal.detail,
    status,
    title: problem?.title ?? TITLES[status] ?? 'Error',
    type: problem?.type ?? 'about:blank',
    instance: masks.path(pathname),
    request_id: requestId,
  }
  const inBody: Lookup = lookupIn({ ...known, ...itemsOf(refusal, item, known, written) })
  const lookup: Lookup = name => written(name, inBody)
  const { media = 'application/json' } = errors
  const json = masks.text(body.json(lookup))
  const response = createResponse(json, { status, headers: { 'Content-Type': media, ...headers, ...refusal.headers } })
  return isChecked && operation ? checkShaped(context, operation, response, json) : response
}

const lookupIn =
  (values: Readonly<Record<string, unknown>>): Lookup =>
  name =>
    Object.hasOwn(values, name) ? values[name] : undefined

/** The code in the dialect: `unknown_path` is not about a record, if the dialect tells it from `not_found`. */
function codeOf(codes: Codes, { code, rule }: Refusal): string {
  return code === 'not_found' && rule === 'route' && codes.has('unknown_path') ? 'unknown_path' : code
}

/** A path that the document does not have is `not_found` too, but no resource and no id. */
const isComplete = ({ needs }: Value, values: Lookup) => needs.every(need => partOf(values, need) !== undefined)

/** What a refusal says, by the names of placeholders. */
function valuesOf(contract: Contract, operation: Operation | undefined, refusal: Refusal) {
  const { code, detail, members, values } = refusal
  const [first] = fieldErrors(refusal)
  return {
    ...first,
    resource: contract.resources[operation?.resource ?? '']?.title ?? operation?.resource,
    ...values,
    code,
    detail,
    members,
  }
}

/** The errors of single fields as the dialect lists them, or else the refusal itself. */
function itemsOf(
  refusal: Refusal,
  item: CompiledTemplate,
  known: Readonly<Record<string, unknown>>,
  written: (name: string, values: Lookup) => unknown,
) {
  const items = fieldErrors(refusal).map(error => {
    const values = lookupIn({ ...known, ...error })
    // What is wrong with the field is never the text of the whole refusal.
    return item.fill(name => (Object.hasOwn(error, name) ? values(name) : written(name, values)))
  })
  if (items.length > 0) return { errors: items, problems: items }
  const values = lookupIn({ ...known, keyword: 'invalid' })
  const alone: Lookup = name =>
    name === 'message' ? (written(name, values) ?? written('detail', values)) : written(name, values)
  return { problems: [item.fill(alone)] }
}

function fieldErrors({ members, errors }: Refusal) {
  return objects(members.errors).map((error, index) => ({
    ...error,
    keyword: errors[index]?.keyword ?? 'invalid',
    field: fieldOf(error.pointer),
  }))
}

/** `/address/city` as `address.city`. */
function fieldOf(pointer: unknown): string {
  return plainPointerKeys(String(pointer ?? '')).join('.')
}
