/** Answers that come from the document alone, for operations without rules and without state. */
import type { Content, DeclaredResponse, JsonSchema } from '../../../openapi/contract/contract.ts'
import { isObject, isString } from '../../../openapi/contract/json.ts'
import { canonicalJson } from '../values/canonical-json.ts'
import { uriSegment } from '../values/uri-segment.ts'
import { chooseContent, chooseResponse, hasBody, mediaOf } from './choose-response.ts'
import { type Echoed, echo } from './echo.ts'
import { exampleOf } from './example.ts'
import { type GenerateOptions, generate } from './generate.ts'
import { preferencesOf } from './prefer.ts'
import { type AnswerBody, writeBody } from './write-body.ts'

export interface AnswerRequest extends Echoed {
  readonly method: string
  /** As it was sent, below the base path. */
  readonly pathname: string
  /** With the question mark; empty if there is no query. */
  readonly search: string
  readonly headers: Headers
}

export interface AnswerOptions {
  /** The component schemas of the document, by name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>
  /** The seed of the mock. */
  readonly seed: string | number
  /** Called if an example breaks its schema, or a schema has no valid value: each time that it is met. */
  readonly warn?: (warning: AnswerWarning) => void
}

export interface AnswerWarning {
  readonly kind: 'example-repaired' | 'example-skipped' | 'no-valid-value'
  readonly status: number
  /** The name of the example. */
  readonly example?: string
}

export interface DocumentAnswer {
  readonly status: number
  /** The media type; undefined if there is no body. */
  readonly media: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: AnswerBody
  /** Undefined if there is no body. */
  readonly source: 'example' | 'schema' | undefined
}

/** What `Prefer` asked for and the operation does not have. */
export interface Unavailable {
  readonly unavailable: 'code' | 'example'
  readonly asked: string
  readonly declared: readonly string[]
}

const NO_WARNING = () => {}

/**
 * The answer that the document has for a request: the example of the response, or a value made from its schema. The same
 * request gets the same bytes.
 * @param responses of the operation: by status code, range (`4XX`) or `default`
 */
export function answerFromDocument(
  responses: Readonly<Record<string, DeclaredResponse>>,
  request: AnswerRequest,
  options: AnswerOptions,
): DocumentAnswer | Unavailable {
  const { code, example } = preferencesOf(request.headers)
  const chosen = chooseResponse(responses, code)
  if (!chosen) return { unavailable: 'code', asked: code ?? '', declared: Object.keys(responses) }
  const { status, declared } = chosen
  const content = contentFor(declared, request.headers.get('accept'), example)
  if (content === 'no-example')
    return { unavailable: 'example', asked: example ?? '', declared: exampleNames(declared) }
  const settings: GenerateOptions = {
    schemas: options.schemas,
    direction: 'response',
    seed: seedOf(request, options.seed),
  }
  const made =
    content && hasBody(status) ? contentValue(content, status, example, request, options, settings) : undefined
  const headers = headersOf(declared, status, request, made?.value, settings)
  const media = content && made ? concreteMedia(mediaOf(content)) : undefined
  if (!content || !made || media === undefined || request.method === 'HEAD')
    return { status, media, headers, body: { kind: 'none' }, source: made?.source }
  return {
    status,
    media,
    headers,
    body: writeBody(media, made.value, content.schema, options.schemas),
    source: made.source,
  }
}

/** The content that `Accept` asks for; the one with the example that `Prefer` names. */
function contentFor(
  declared: DeclaredResponse,
  accept: string | null,
  example: string | undefined,
): Content | undefined | 'no-example' {
  if (example === undefined) return chooseContent(declared, accept)
  const withExample = [declared, ...(declared.others ?? [])].filter(({ examples = {} }) =>
    Object.hasOwn(examples, example),
  )
  const [first, ...others] = withExample
  return first ? chooseContent({ headers: [], ...contentOf(first), others }, accept) : 'no-example'
}

const contentOf = ({ media, schema, examples }: Content): Content => ({
  ...(media !== undefined && { media }),
  ...(schema && { schema }),
  ...(examples && { examples }),
})

const exampleNames = (declared: DeclaredResponse) =>
  [declared, ...(declared.others ?? [])].flatMap(({ examples = {} }) => Object.keys(examples))

function contentValue(
  content: Content,
  status: number,
  name: string | undefined,
  request: AnswerRequest,
  { warn = NO_WARNING }: AnswerOptions,
  settings: GenerateOptions,
): { readonly value: unknown; readonly source: 'example' | 'schema' } | undefined {
  const { schema } = content
  const example = exampleOf(content, name, settings, (example, fault) =>
    warn({ kind: fault === 'repaired' ? 'example-repaired' : 'example-skipped', status, example }),
  )
  if (!example && !schema) return undefined
  const made = example ? undefined : generate(schema ?? true, settings)
  if (made && !made.isValid) warn({ kind: 'no-valid-value', status })
  const value = example ? example.value : made?.value
  // An error says what is wrong, and not what the request said.
  const isEchoed = schema !== undefined && status < 400
  return {
    value: isEchoed ? echo(schema, value, request, settings) : value,
    source: example ? 'example' : 'schema',
  }
}

/** The same request has the same seed, whatever the order of its query and of the members of its body. */
function seedOf({ method, pathname, search, body }: AnswerRequest, seed: string | number): string {
  const query = search.replace(/^\?/, '').split('&').sort().join('&')
  return [seed, method === 'HEAD' ? 'GET' : method, pathname, query, canonicalJson(body) ?? ''].join(' ')
}

/** `image/*` and the range of all types in a document stand for any type: a body has one. */
function concreteMedia(media: string): string {
  const types: Readonly<Record<string, string>> = {
    '*/*': 'application/json',
    'application/*': 'application/json',
    'text/*': 'text/plain',
    'image/*': 'image/png',
  }
  return types[media.split(';')[0]?.trim() ?? ''] ?? media
}

/** Headers that the server writes, or that would say something untrue about the body. */
const OWN_HEADERS =
  /^(content-(type|length|encoding|range|md5)|transfer-encoding|connection|keep-alive|date|link|set-cookie|trailer|upgrade|access-control-.*)$/i

function headersOf(
  { headers, headerSchemas = {} }: DeclaredResponse,
  status: number,
  request: AnswerRequest,
  value: unknown,
  settings: GenerateOptions,
): Record<string, string> {
  const made: Record<string, string> = {}
  for (const name of headers) {
    if (OWN_HEADERS.test(name)) continue
    if (/^location$/i.test(name)) made[name] = locationOf(request, value)
    else if (Object.hasOwn(headerSchemas, name)) {
      const { value: header } = generate(headerSchemas[name] ?? {}, { ...settings, seed: `${settings.seed} ${name}` })
      const text = isString(header) || typeof header === 'number' || typeof header === 'boolean' ? String(header) : ''
      // Bytes beyond Latin-1 and line breaks cannot be in a header.
      if (/^[\t\x20-\x7e]+$/.test(text)) made[name] = text
    }
  }
  // A redirect without a target is an error for clients.
  if (status >= 300 && status < 400 && status !== 304 && !Object.keys(made).some(name => /^location$/i.test(name)))
    made.Location = locationOf(request, value)
  return made
}

/** The path of a record that the answer shows. */
function locationOf({ pathname }: AnswerRequest, value: unknown): string {
  const id = isObject(value) ? value.id : undefined
  return isString(id) || typeof id === 'number' ? `${pathname.replace(/\/$/, '')}/${uriSegment(String(id))}` : pathname
}
