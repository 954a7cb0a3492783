/** The systems, with everything that the pages are built from. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Contract } from '../../openapi/contract/contract.ts'
import type { JsonObject } from '../../openapi/contract/json.ts'
import { factsOf } from '../../openapi/generate/sdk/facts.ts'
import { compact } from '../../openapi/read/compact.ts'
import { collect } from '../../openapi/vocabulary/model/collect.ts'
import type { Model } from '../../openapi/vocabulary/model/model.ts'
import { rootOf } from '../../openapi/vocabulary/model/node.ts'
import { isWords } from '../../openapi/vocabulary/validators.ts'
import { ROOT } from './paths.ts'
import { makeSamples, type Sample } from './samples/index.ts'

export interface System {
  readonly id: string
  readonly file: string
  readonly document: JsonObject
  readonly model: Model
  readonly contract: Contract
  readonly facts: ReturnType<typeof factsOf>
  readonly samples: ReadonlyMap<string, Sample>
  /** The file of the overlay; undefined for the standard system. */
  readonly overlay: string | undefined
}

const FOLDER = join(ROOT, 'openapi/generated')
const OVERLAYS = join(ROOT, 'openapi/systems')

/** All systems. Systems without an overlay come first. */
export function readSystems(): readonly System[] {
  const overlays = readdirSync(OVERLAYS)
  const files = readdirSync(FOLDER).filter(file => file.endsWith('.json'))
  const systems = files.map(file => {
    const id = basename(file, '.json')
    const overlay = overlays.find(name => name === `${id}.overlay.yaml`)
    return readSystem(id, join(FOLDER, file), overlay && join(OVERLAYS, overlay))
  })
  return systems.sort((one, other) => Number(one.overlay !== undefined) - Number(other.overlay !== undefined))
}

function readSystem(id: string, file: string, overlay: string | undefined): System {
  const document: JsonObject = JSON.parse(readFileSync(file, 'utf8'))
  const model = collect(rootOf(document), isWords)
  const contract = compact(document, id)
  return {
    id,
    file,
    document,
    model,
    contract,
    overlay,
    facts: factsOf(contract),
    samples: makeSamples(contract, model),
  }
}
