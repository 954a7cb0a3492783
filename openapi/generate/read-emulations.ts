/** Reads the emulations of existing products: a document in each folder of openapi/emulations, and its overlays. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '../contract/contract.ts'
import type { JsonObject } from '../contract/json.ts'
import { checkKeywords } from '../read/check-keywords.ts'
import { type ContractProblem, throwProblems } from '../read/contract-error.ts'
import { readDocumentFrom } from '../read/document/from-disk.ts'
import type { Warning } from '../read/document/types.ts'
import { loaded } from '../read/load-document.ts'
import { allOrProblems } from './all-or-problems.ts'

const FOLDER = 'openapi/emulations'
const DOCUMENT = 'openapi.yaml'
const SUFFIX = '.overlay.yaml'

/** An emulation, in the forms that the package contains. */
export interface Emulation {
  /** The name of its folder, or that of its overlay. */
  readonly id: string
  readonly document: JsonObject
  readonly contract: Contract
}

/**
 * All emulations, by id.
 *
 * @param root the folder of the repository
 * @throws {ContractError} with the problems of all emulations
 */
export async function readEmulations(root: string): Promise<Emulation[]> {
  const folder = join(root, FOLDER)
  const products = existsSync(folder) ? readdirSync(folder) : []
  const emulations = products.flatMap(product => {
    const file = join(folder, product, DOCUMENT)
    const overlays = readdirSync(join(folder, product)).filter(name => name.endsWith(SUFFIX))
    return [
      { id: product, file, overlays: [] },
      ...overlays.map(name => ({
        id: name.slice(0, -SUFFIX.length),
        file,
        overlays: [join(folder, product, name)],
      })),
    ]
  })
  emulations.sort((one, other) => (one.id < other.id ? -1 : 1))
  return allOrProblems(await Promise.allSettled(emulations.map(readEmulation)))
}

interface Files {
  readonly id: string
  readonly file: string
  readonly overlays: readonly string[]
}

/** What an emulation does not describe does not exist. */
async function readEmulation({ id, file, overlays }: Files): Promise<Emulation> {
  const read = await readDocumentFrom(file, { overlays })
  const { document, contract, warnings } = loaded(read, id, checkKeywords)
  throwProblems(warnings.flatMap(problemsOf))
  return { id, document, contract: { ...contract, lenient: { makesUpRecords: false, checksRequests: true } } }
}

const problemsOf = ({ message, places }: Warning): ContractProblem[] =>
  places.map(({ file, line, column }) => ({ where: `${file}:${line}:${column}`, message }))
