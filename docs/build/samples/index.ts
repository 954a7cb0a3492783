/** The code samples of every operation of a contract. */

import type { Contract } from '../../../openapi/contract/contract.ts'
import type { JsonObject } from '../../../openapi/contract/json.ts'
import { compact } from '../../../openapi/read/compact.ts'
import { collect } from '../../../openapi/vocabulary/model/collect.ts'
import type { Model } from '../../../openapi/vocabulary/model/model.ts'
import { rootOf } from '../../../openapi/vocabulary/model/node.ts'
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
 * @throws {Error} if the contract lacks a required example
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
