/**
 * The Redocly decorators of the API reference: `docs/explain` adds the rules as prose, and `docs/samples` adds code
 * samples and a link to try each operation.
 */
import { basename } from 'node:path'
import type { Oas3Decorator, Plugin } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../../openapi/contract/json.ts'
import { listOf } from '../../openapi/contract/prose.ts'
import { WORDS } from '../../openapi/contract/words.ts'
import { diagram } from '../../openapi/vocabulary/explain/diagram.ts'
import { explain } from '../../openapi/vocabulary/explain/explain.ts'
import { samplesOf } from './samples/index.ts'
import { ABOUT_VARIABLES } from './samples/variables.ts'

/** The option `errors` is the path of the error catalogue, which has an anchor for each code. */
const explaining: Oas3Decorator = ({ errors }) => ({
  Root: {
    leave(root) {
      if (!isObject(root)) return
      explain(root, { diagram, problem: code => (errors ? `[\`${code}\`](${errors}#${code})` : `\`${code}\``) })
      foldGenericErrors(root, errors)
    },
  },
})

/** Responses of HTTP itself, which are the same for all operations and need no code of the caller. */
const GENERIC = ['405', '413', '415']

/** One line in place of responses that say nothing about an operation. */
function foldGenericErrors(document: JsonObject, errors: string | undefined): void {
  for (const operation of operationsIn(document)) {
    if (!isObject(operation.responses)) continue
    const { responses } = operation
    const folded = GENERIC.filter(status => status in responses)
    Object.assign(operation, {
      responses: Object.fromEntries(Object.entries(responses).filter(([status]) => !folded.includes(status))),
    })
    const list = listOf(folded)
    if (folded.length > 0)
      addText(operation, `As other operations do, it can also respond with ${errors ? `[${list}](${errors})` : list}.`)
  }
}

/** The name of a contract's file is the id of its system. The keywords have been explained when this decorator runs. */
const samples: Oas3Decorator = () => ({
  Root: {
    leave(root, { location }) {
      if (!isObject(root)) return
      addSamples(root, basename(location.source.absoluteRef, '.json'))
      removeKeywords(root)
    },
  },
})

function addSamples(document: JsonObject, system: string): void {
  const all = samplesOf(document, system)
  const page = `../try/${system}.html`
  addText(document.info, ABOUT_VARIABLES)
  addText(document.info, tryIn(page))
  for (const operation of operationsIn(document)) {
    const sample = all.get(String(operation.operationId))
    if (!sample) continue
    Object.assign(operation, { 'x-codeSamples': codeSamples(sample) })
    addText(operation, tryIn(`${page}#${operation.operationId}`))
  }
}

/** Redoc shows none of them, and its pages contain the document. */
function removeKeywords(value: unknown): void {
  if (isObject(value)) Reflect.deleteProperty(value, WORDS)
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) removeKeywords(inner)
}

function operationsIn({ paths }: JsonObject): JsonObject[] {
  const items = Object.values(isObject(paths) ? paths : {}).filter(isObject)
  return items.flatMap(item => Object.values(item).filter(isObject))
}

/** A link to the page that sends the request to a mock in the browser. */
const tryIn = (page: string) => `<a class="try-it" href="${page}">Try it in your browser</a>`

function addText(described: unknown, text: string): void {
  if (!isObject(described)) return
  Object.assign(described, { description: [described.description, text].filter(isString).join('\n\n') })
}

const codeSamples = ({ curl, typescript }: { readonly curl: string; readonly typescript: string }) => [
  { lang: 'Shell', label: 'curl', source: curl },
  { lang: 'TypeScript', label: 'TypeScript', source: typescript },
]

export default function plugin(): Plugin {
  return { id: 'docs', decorators: { oas3: { explain: explaining, samples } } }
}
