/** Lints contracts in this process, with Redocly's rules and those of `x-latchkey`. */
import { type Config, createConfig, lint, lintFromString, type NormalizedProblem } from '@redocly/openapi-core'
import plugin from '../vocabulary/plugin.ts'
import { type CircularRef, circularRefs, isCircular } from './circular-refs.ts'
import { type ContractProblem, throwProblems } from './contract-error.ts'
import { FileResolver } from './file-resolver.ts'
import { positionOf } from './position.ts'
import { unreadableFiles } from './unreadable.ts'

/** Which rules a contract must follow. */
export type Strictness =
  /** Our own contract: `recommended-strict`, as in redocly.yaml. */
  | 'own'
  /** Our own contract after pruning: components that only `x-latchkey` refers to are not reported as unused. */
  | 'own pruned'
  /** Any contract: it must be valid OpenAPI and follow the rules of `x-latchkey`. */
  | 'any'

const RULES = {
  own: { extends: ['recommended-strict', 'latchkey/all'], rules: {} },
  'own pruned': { extends: ['recommended-strict', 'latchkey/all'], rules: { 'no-unused-components': 'off' } },
  any: {
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

export function lintConfig(strictness: Strictness): Promise<Config> {
  let config = configs.get(strictness)
  if (!config) {
    const { extends: presets, rules } = RULES[strictness]
    config = createConfig({ plugins: [plugin()], extends: [...presets], rules: { ...rules } })
    configs.set(strictness, config)
  }
  return config
}

/**
 * Lints a document in its files.
 * @throws {ContractError} if one of the files cannot be read
 */
export async function lintFile(file: string, strictness: Strictness): Promise<NormalizedProblem[]> {
  const externalRefResolver = new FileResolver()
  try {
    const problems = await lint({ ref: file, config: await lintConfig(strictness), externalRefResolver })
    throwProblems(await unreadableFiles(externalRefResolver, problems))
    return problems
  } catch (error) {
    if (isCircular(error)) throwProblems((await circularRefs(externalRefResolver)).map(circularProblem))
    throw error
  }
}

export const circularProblem = ({ document: { source }, pointer, message }: CircularRef): ContractProblem => ({
  where: positionOf({ source, pointer, reportOnKey: true }),
  message,
})

/** Lints a bundled document that is not on disk. */
export async function lintDocument(document: unknown, strictness: Strictness): Promise<NormalizedProblem[]> {
  const config = await lintConfig(strictness)
  return lintFromString({ source: JSON.stringify(document), absoluteRef: 'contract.json', config })
}

/** A problem that Redocly reports, with its position and the name of the rule. */
export function lintProblem({ message, ruleId, location }: NormalizedProblem): ContractProblem {
  const [first] = location
  return { where: first ? positionOf(first) : '', message: `${message} (${ruleId})` }
}
