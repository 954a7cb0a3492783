/** Writes a request as TypeScript with the SDK. */
import type { Contract, Operation } from '../../../openapi/contract/contract.ts'
import { literal } from '../../../openapi/generate/literal.ts'
import type { SampleRequest } from './request.ts'
import { KEY_VARIABLE, SESSION_VARIABLE } from './variables.ts'

/** Longer values are broken over lines. */
const WIDTH = 60

export function typescriptSample(contract: Contract, request: SampleRequest, baseUrl: string): string {
  const { operation, credential, ids, selections, body } = request
  const options = [
    ['system', written(contract.system)],
    ['baseUrl', written(baseUrl)],
    ...(credential
      ? [
          credential.isSession
            ? ['session', `process.env.${SESSION_VARIABLE}`]
            : ['apiKey', `process.env.${KEY_VARIABLE}`],
        ]
      : []),
    ...selections.map(({ option, value }) => [option, written(value)]),
  ].map(([name, value]) => `  ${name}: ${value},`)
  const args = [...ids.map(([, value]) => written(value)), ...(body === undefined ? [] : [written(body)])]
  const call = `shop.${operation.call}(${args.join(', ')})`
  return [
    "import { Latchkey } from 'latchkey'",
    '',
    'const shop = new Latchkey({',
    ...options,
    '})',
    '',
    ...statements(contract, operation, call),
  ].join('\n')
}

function statements(contract: Contract, operation: Operation, call: string): string[] {
  const noun = nounOf(contract, operation)
  if (operation.query.some(({ name }) => name === 'cursor'))
    return [`for await (const ${noun} of ${call}) {`, `  console.log(${noun})`, '}']
  if (operation.responses[operation.success]?.schema === undefined) return [`await ${call}`]
  if (operation.many !== undefined) return [`const { data } = await ${call}`, 'console.log(data)']
  return [`const ${noun} = await ${call}`, `console.log(${noun})`]
}

/** The variable for the result: the last word of the resource's title. */
function nounOf({ resources }: Contract, { resource, call = '', does }: Operation): string {
  const words = resources[resource ?? '']?.title.toLowerCase().match(/[a-z]+/g) ?? []
  if (does === 'clear' || words.length === 0) return does === 'clear' ? 'cleared' : call.split('.')[0] || 'result'
  return words.at(-1) ?? 'result'
}

function written(value: unknown): string {
  return literal(value, WIDTH)
}
