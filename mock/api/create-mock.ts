import type { Contract } from '../../openapi/contract/contract.ts'
import { perObject } from '../../openapi/contract/per-object.ts'
import { listOf } from '../../openapi/contract/prose.ts'
import { checkKeywords } from '../../openapi/read/check-keywords.ts'
import { loadValue } from '../../openapi/read/load-document.ts'
import { canGenerateCode } from '../engine/code-generation.ts'
import { emulations } from '../generated/emulations/index.ts'
import { contracts } from '../generated/index.ts'
import { documentOf, withDocument } from './documents.ts'
import { nodeVersionProblem } from './node-version.ts'
import { type OpenOptions, openMock } from './open.ts'
import type { Mock } from './types/mock.ts'
import type { ContractOptions, MockOptions, OpenApiDocument } from './types/options.ts'

/**
 * Creates a mock from the options of `createMock`.
 * @param onDefect called with what the mock throws instead of a response, except for broken connections and aborts
 */
export function createMockFrom(options: MockOptions = {}, onDefect?: OpenOptions['onDefect']): Mock {
  const problem = nodeVersionProblem()
  if (problem !== undefined) throw new Error(problem)
  requireGlobals()
  const { system = 'standard', contract, seed = 1, now, baseUrl, onExchange } = options
  if (!Number.isFinite(seed)) throw new RangeError(`seed must be a finite number, not ${seed}.`)
  const { mock } = openMock({
    contract: contract === undefined ? contractOf(system) : compactContract(options),
    seed,
    isChecked: !isProduction(),
    ...(now !== undefined && { now }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(onExchange && { onExchange }),
    ...(onDefect && { onDefect }),
  })
  return mock
}

const GLOBALS = ['Request', 'Response', 'Headers', 'TextDecoder', 'ReadableStream', 'structuredClone']

/** Jest's environment for jsdom replaces the globals of Node.js, and leaves out those that jsdom does not have. */
function requireGlobals(): void {
  const missing = GLOBALS.filter(name => Reflect.get(globalThis, name) === undefined)
  if (missing.length === 0) return
  throw new Error(
    `latchkey/mock needs ${listOf(missing)}, which this environment does not have. In Jest with jsdom, install ` +
      "jest-fixed-jsdom and set testEnvironment: 'jest-fixed-jsdom', which keeps those of Node.js.",
  )
}

/** @throws {ContractError} if it is no OpenAPI document that can be read */
function compactContract({ contract, strict, validate, baseUrl }: ContractOptions): Contract {
  if (!isCompact(contract) && typeof contract?.openapi !== 'string')
    throw new RangeError(
      'contract must be an OpenAPI document as a value, or a compact contract such as `mock.contract`.',
    )
  const compact = isCompact(contract) ? contract : loadedContract(contract)
  const { lenient, basePath } = compact
  if (!lenient) return compact
  const makesUpRecords = strict === undefined ? lenient.makesUpRecords : !strict
  const checksRequests = validate ?? lenient.checksRequests
  const path = baseUrl === undefined ? basePath : (URL.parse(baseUrl)?.pathname.replace(/\/+$/, '') ?? basePath)
  const isSame =
    makesUpRecords === lenient.makesUpRecords && checksRequests === lenient.checksRequests && path === basePath
  if (isSame) return compact
  const isMoved = path !== basePath
  const chosen = {
    ...compact,
    ...(isMoved && { basePath: path, otherBasePaths: [] }),
    lenient: { makesUpRecords, checksRequests },
  }
  const document = documentOf(compact)
  return document ? withDocument(chosen, document) : chosen
}

const isCompact = (contract: Contract | OpenApiDocument): contract is Contract => Array.isArray(contract?.operations)

/** Mocks of the same document share their contract. */
const loadedContract = perObject((value: OpenApiDocument) => {
  // The check of keywords generates code. If that is forbidden, as by a Content Security Policy, they are not checked.
  const made = loadValue(value, 'document', canGenerateCode() ? checkKeywords : undefined)
  return withDocument(made.contract, () => made.document)
})

function contractOf(system: string): Contract {
  if (isOf(contracts, system)) return contracts[system]
  if (isOf(emulations, system)) return emulations[system]
  const known = listOf([...Object.keys(contracts), ...Object.keys(emulations)])
  throw new RangeError(`There is no system "${system}". The systems are ${known}.`)
}

const isOf = <Id extends string>(all: Readonly<Record<Id, Contract>>, id: string): id is Id => Object.hasOwn(all, id)

/** Bundlers replace `process.env.NODE_ENV`. Without `process`, the build is not a production build. */
function isProduction(): boolean {
  try {
    return typeof process !== 'undefined' && process.env.NODE_ENV === 'production'
  } catch {
    // Deno without the permission to read the environment.
    return false
  }
}
