import type { Contract, Operation, Parameter, ProblemType, Scheme } from '../contract/contract.ts'
import { defined } from '../contract/json.ts'
import type { WordsOf } from '../contract/words.ts'
import { anyCarrierOf, carrierOf } from '../vocabulary/model/carrier.ts'
import { collect } from '../vocabulary/model/collect.ts'
import { acceptsAny } from '../vocabulary/model/credentials.ts'
import type {
  Model,
  OperationNode,
  ParameterNode,
  ResponseNode,
  SchemeNode,
  WordsKind,
} from '../vocabulary/model/model.ts'
import { rootOf } from '../vocabulary/model/node.ts'
import { codesOf, propertiesOf } from '../vocabulary/model/schema.ts'
import { compactResource } from './compact-resource.ts'
import { strip } from './strip.ts'

/**
 * Makes the compact contract of a bundled document that follows the rules of `x-latchkey`. It needs nothing of Node.
 *
 * @param document an OpenAPI 3.1 document whose `$ref`s all start with `#/`
 * @param system the id of the system
 */
export function compact(document: unknown, system: string): Contract {
  const model = collect(rootOf(document), isChecked)
  const info = model.root.get('info')
  const resources = [...model.resources.values()].map(
    resource => [resource.name, compactResource(resource, model)] as const,
  )
  return {
    system,
    title: info?.text('title') ?? system,
    version: info?.text('version') ?? '',
    basePath: basePathOf(model),
    operations: model.operations.flatMap(compactOperation),
    resources: Object.fromEntries(resources),
    schemes: defined(
      Object.fromEntries([...model.schemes.values()].map(scheme => [scheme.name, compactScheme(scheme)])),
    ),
    problems: problemsOf(model),
    schemas: Object.fromEntries([...model.schemas].map(([name, schema]) => [name, strip(schema.value)])),
  }
}

/** The document is checked before. */
function isChecked<Kind extends WordsKind>(_kind: Kind, _value: unknown): _value is WordsOf[Kind] {
  return true
}

/** The path of the first server, with the defaults of its variables. */
export function basePathOf(model: Model): string {
  const server = model.root.get('servers')?.items()[0]
  const variables = server?.get('variables')
  const url = (server?.text('url') ?? '').replace(/\{([^}]+)\}/g, (_, name: string) =>
    String(variables?.get(name)?.read('default') ?? ''),
  )
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '')
}

function compactOperation(operation: OperationNode): Operation[] {
  const { id, method, path, words, body, responses } = operation
  if (!words) return []
  return [
    {
      ...words,
      id,
      method,
      path,
      security: operation.security.map(({ schemes }) => schemes),
      query: operation.parameters.filter(parameter => parameter.in === 'query').map(compactParameter),
      headers: operation.parameters.filter(parameter => parameter.in === 'header').map(compactParameter),
      ...(body && {
        body: {
          schema: strip(body.schema.usedValue),
          required: body.node.read('required') === true,
          media: body.media,
        },
      }),
      responses: Object.fromEntries(responses.map(response => [response.status, compactResponse(response)])),
      success: Number(responses.find(({ status }) => /^2\d\d$/.test(status))?.status ?? 200),
    },
  ]
}

function compactParameter({ name, required, schema }: ParameterNode): Parameter {
  return { name, required, schema: strip(schema?.usedValue) }
}

function compactResponse({ schema, problem, headers }: ResponseNode): Operation['responses'][string] {
  return {
    ...(schema && { schema: strip(schema.usedValue) }),
    ...(schema && problem && { codes: codesOf(schema).map(({ code }) => code) }),
    headers,
  }
}

/** A scheme that states nothing accepts any credential. In a strict document, that is an error. */
export function compactScheme(scheme: SchemeNode): Scheme | undefined {
  const { node, words } = scheme
  if (!words || 'accepts_any' in words) {
    const carrier = acceptsAny(scheme) ? anyCarrierOf(node.object ?? {}) : undefined
    return carrier && { accepts_any: true, carrier }
  }
  const carrier = carrierOf(node, words)
  return carrier && { ...words, carrier }
}

export function problemsOf(model: Model): Record<string, ProblemType> {
  const problems: Record<string, ProblemType> = {}
  for (const [name, schema] of model.schemas) {
    for (const { code, problem } of codesOf(schema)) {
      if (problem !== schema) continue
      const constant = (property: string) => propertiesOf(problem).get(property)?.read('const')
      problems[code] = {
        code,
        type: String(constant('type')),
        title: String(constant('title')),
        status: Number(constant('status')),
        schema: name,
      }
    }
  }
  return problems
}
