/** Checks contracts in this process: Redocly's rules and those of the vocabulary. */
import {
  BaseResolver,
  type Config,
  createConfig,
  lint,
  lintFromString,
  type NormalizedProblem,
} from '@redocly/openapi-core'
import plugin from '../vocabulary/plugin.ts'

/** How strict the checks are. */
export type Strictness =
  /** Our own contract: `recommended-strict`, as in redocly.yaml. */
  | 'own'
  /** The same of a document that was pruned: what only the vocabulary refers to is used. */
  | 'own pruned'
  /** A contract of somebody else: it must be OpenAPI, and keep the rules of the vocabulary. */
  | 'other'

const RULES = {
  own: { extends: ['recommended-strict', 'latchkey/all'], rules: {} },
  'own pruned': { extends: ['recommended-strict', 'latchkey/all'], rules: { 'no-unused-components': 'off' } },
  other: {
    extends: ['latchkey/all'],
    rules: {
      struct: 'error',
      'no-unresolved-refs': 'error',
      'operation-operationId': 'error',
      'operation-operationId-unique': 'error',
      'path-parameters-defined': 'error',
      'security-defined': 'error',
    },
  },
} as const

const configs = new Map<Strictness, Promise<Config>>()

export function configOf(strictness: Strictness): Promise<Config> {
  let config = configs.get(strictness)
  if (!config) {
    const { extends: presets, rules } = RULES[strictness]
    config = createConfig({ plugins: [plugin()], extends: [...presets], rules: { ...rules } })
    configs.set(strictness, config)
  }
  return config
}

/** Checks a document where it is written, over all its files. */
export async function lintFile(file: string, strictness: Strictness): Promise<NormalizedProblem[]> {
  return lint({ ref: file, config: await configOf(strictness), externalRefResolver: new BaseResolver() })
}

/** Checks a document of one file that is not on disk. */
export async function lintDocument(document: unknown, strictness: Strictness): Promise<NormalizedProblem[]> {
  const config = await configOf(strictness)
  return lintFromString({ source: JSON.stringify(document), absoluteRef: 'contract.json', config })
}
