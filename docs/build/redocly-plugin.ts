/**
 * The Redocly decorators of the API reference: `docs/explain` adds the rules as prose, and `docs/samples` adds code
 * samples and a link to try each operation.
 */
import { basename } from 'node:path'
import type { Oas3Decorator, Plugin } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../../openapi/contract/json.ts'
import { diagram } from '../../openapi/vocabulary/explain/diagram.ts'
import { explain } from '../../openapi/vocabulary/explain/explain.ts'
import { samplesOf } from './samples/index.ts'
import { ABOUT_VARIABLES } from './samples/variables.ts'

/** The option `errors` is the path of the error catalogue, which has an anchor for each code. */
const explaining: Oas3Decorator = ({ errors }) => ({
  Root: {
    leave(root) {
      if (isObject(root))
        explain(root, { diagram, problem: code => (errors ? `[\`${code}\`](${errors}#${code})` : `\`${code}\``) })
    },
  },
})

/** The name of a contract's file is the id of its system. */
const samples: Oas3Decorator = () => ({
  Root: {
    leave(root, { location }) {
      if (isObject(root)) addSamples(root, basename(location.source.absoluteRef, '.json'))
    },
  },
})

function addSamples(document: JsonObject, system: string): void {
  const all = samplesOf(document, system)
  const page = `../try/${system}.html`
  addText(document.info, ABOUT_VARIABLES)
  addText(document.info, tryIn(page))
  for (const item of Object.values(isObject(document.paths) ? document.paths : {}))
    for (const operation of Object.values(isObject(item) ? item : {})) {
      const sample = isObject(operation) ? all.get(String(operation.operationId)) : undefined
      if (sample && isObject(operation)) {
        Object.assign(operation, { 'x-codeSamples': codeSamples(sample) })
        addText(operation, tryIn(`${page}#${operation.operationId}`))
      }
    }
}

/** A link to the page that sends the request to a mock in the browser. */
const tryIn = (page: string) => `[Try it in your browser](${page})`

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
