/** The code samples of every operation of a contract. */
import { compact } from '../../../openapi/generate/compact.ts'
import type { Contract } from '../../../openapi/generate/contract.ts'
import { collect } from '../../../openapi/vocabulary/collect.ts'
import type { JsonObject } from '../../../openapi/vocabulary/json.ts'
import type { Model } from '../../../openapi/vocabulary/model.ts'
import { rootOf } from '../../../openapi/vocabulary/node.ts'
import { isWords } from '../../../openapi/vocabulary/validators.ts'
import { curlSample } from './curl.ts'
import { type SampleRequest, sampleRequest } from './request.ts'
import { typescriptSample } from './typescript.ts'

export interface Sample {
  readonly request: SampleRequest
  readonly curl: string
  readonly typescript: string
}

/**
 * @param document A bundled OpenAPI document.
 * @returns By operationId.
 * @throws {Error} an example is missing in the contract
 */
export function samplesOf(document: JsonObject, system: string): ReadonlyMap<string, Sample> {
  return makeSamples(compact(document, system), collect(rootOf(document), isWords))
}

export function makeSamples(contract: Contract, model: Model): ReadonlyMap<string, Sample> {
  const baseUrl = model.root.get('servers')?.items()[0]?.text('url') ?? contract.basePath
  return new Map(
    contract.operations.map(operation => {
      const request = sampleRequest(contract, model, operation)
      const sample = {
        request,
        curl: curlSample(request, baseUrl),
        typescript: typescriptSample(contract, request, baseUrl),
      }
      return [operation.id, sample]
    }),
  )
}
