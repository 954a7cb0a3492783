/**
 * The decorators of the reference for Redocly: `docs/explain` puts the rules into prose, `docs/samples` gives each
 * operation its code samples, and the way to try it.
 */
import { basename } from 'node:path'
import type { Oas3Decorator, Plugin } from '@redocly/openapi-core'
import { isObject, isString, type JsonObject } from '../../openapi/contract/json.ts'
import { explain } from '../../openapi/vocabulary/explain/explain.ts'
import { diagram } from './diagram.ts'
import { samplesOf } from './samples/index.ts'
import { ABOUT_VARIABLES } from './samples/variables.ts'

/** Its option `errors` is the page that explains the problem codes: each has an anchor of its name there. */
const explaining: Oas3Decorator = ({ errors }) => ({
  Root: {
    leave(root) {
      if (isObject(root))
        explain(root, { diagram, problem: code => (errors ? `[\`${code}\`](${errors}#${code})` : `\`${code}\``) })
    },
  },
})

/** The file of a contract bears the id of its system. */
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

/** To the page that sends it to a mock in the reader's browser. */
const tryIn = (page: string) => `[Try it in this browser](${page})`

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
