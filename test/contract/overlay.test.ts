import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadContract } from '../../openapi/read/load-contract.ts'
import { fileOf, position, problemsOf } from './files.ts'
import { TINY } from './tiny.ts'

const HEAD = 'overlay: 1.1.0\ninfo: { title: Ours, version: 1.0.0 }\nactions:\n'

/** Applies actions to the tiny contract. */
async function applied(actions: string) {
  const text = HEAD + actions
  const file = fileOf('ours.overlay.yaml', text)
  const problems = await problemsOf(loadContract(file, TINY))
  const at = (words: string) => `${file}:${position(text, words)}`
  return { file, problems, at }
}

const LIMIT = "$.components.schemas.Key['x-latchkey'].limits[0]"

describe('an overlay', () => {
  test('turns the contract into another one', async () => {
    const file = fileOf('ours.overlay.yaml', `${HEAD}  - target: ${LIMIT}\n    update: { max: 2 }\n`)
    const { contract } = await loadContract(file, TINY)
    expect(contract.resources.Key?.limits).toEqual([
      { count: { status: ['active'] }, per: 'user', max: 2, refuse: 'key_limit' },
    ])
  })

  test('gives the contract its id and its title', async () => {
    const file = fileOf('ours.overlay.yaml', `${HEAD}  - target: ${LIMIT}\n    update: { max: 2 }\n`)
    const { contract, document } = await loadContract(file, TINY)
    expect([contract.system, contract.title]).toEqual(['ours', 'Ours'])
    expect(document.info).toMatchObject({ title: 'Ours' })
  })

  test('can set the title itself', async () => {
    const file = fileOf('ours.overlay.yaml', `${HEAD}  - target: $.info\n    update: { title: My own }\n`)
    expect((await loadContract(file, TINY)).contract.title).toBe('My own')
  })

  test('is applied to the document that it extends', async () => {
    const text = HEAD.replace('actions:', `extends: ${TINY}\nactions:`)
    const file = fileOf('ours.overlay.yaml', `${text}  - target: ${LIMIT}\n    update: { max: 3 }\n`)
    expect((await loadContract(file, 'none')).contract.resources.Key?.limits?.[0]?.max).toBe(3)
  })

  test('cannot extend a URL', async () => {
    const text = HEAD.replace('actions:', 'extends: https://example.com/a.yaml\nactions:')
    const file = fileOf('ours.overlay.yaml', `${text}  - target: ${LIMIT}\n    update: { max: 3 }\n`)
    expect(await problemsOf(loadContract(file, 'none'))).toEqual([
      {
        where: file,
        message:
          '`extends` is a URL, https://example.com/a.yaml. Only files are supported: download it and give its path.',
      },
    ])
  })
})

describe('an action is rejected', () => {
  test('when its target matches nothing', async () => {
    const { problems, at } = await applied(`  - target: ${LIMIT.replace('0', '1')}\n    update: { max: 2 }\n`)
    expect(problems).toEqual([
      {
        where: at('target'),
        message: `The target of this action matches nothing: ${LIMIT.replace('0', '1')}. Correct the path, or remove the action.`,
      },
    ])
  })

  test('when an earlier action removed its target', async () => {
    const { problems, at } = await applied(
      `  - target: ${LIMIT}\n    remove: true\n  - target: ${LIMIT}.max\n    update: 2\n`,
    )
    expect(problems.map(({ where }) => where)).toEqual([at(`target: ${LIMIT}.max`)])
  })

  test('but not when an earlier action added its target', async () => {
    const { problems } = await applied(
      "  - target: $.components.schemas.Cleared\n    update: { x-note: { by: us } }\n  - target: $.components.schemas.Cleared['x-note']\n    update: { by: them }\n",
    )
    expect(problems).toEqual([])
  })

  test('when it changes nothing', async () => {
    const { problems, at } = await applied(`  - target: ${LIMIT}\n    update: { max: 5 }\n`)
    expect(problems).toEqual([
      {
        where: at('target'),
        message: 'This action changes nothing: the document already has these values. Remove the action.',
      },
    ])
  })

  test('when its target is not a JSONPath expression', async () => {
    const { problems, at } = await applied('  - target: components.schemas\n    update: { max: 5 }\n')
    expect(problems.map(({ where }) => where)).toEqual([at('target')])
    expect(problems[0]?.message).toContain('Invalid JSONPath expression')
  })

  test('when its update has another type than its target', async () => {
    const { problems, at } = await applied(`  - target: ${LIMIT}\n    update: 5\n`)
    expect(problems.map(({ where }) => where)).toEqual([at('target')])
    expect(problems[0]?.message).toContain('Cannot apply number to object')
  })
})

describe('a finding in the result names', () => {
  test('the action that wrote it', async () => {
    const { problems, at } = await applied(
      `  - target: $.info\n    update: { summary: Ours }\n  - target: ${LIMIT}\n    update: { per: usr }\n`,
    )
    expect(problems).toEqual([
      {
        where: at(`target: ${LIMIT}`),
        message:
          '`limits.0.per` must be one of `user` and `account`. Did you mean `user`? (latchkey/well-formed)\n  In the resulting contract: #/components/schemas/Key/x-latchkey/limits/0/per',
      },
    ])
  })

  test('the action that removed something from it', async () => {
    const { problems, at } = await applied("  - target: $.paths['/me'].get.responses['429']\n    remove: true\n")
    expect(problems.map(({ where }) => where)).toEqual([at('target')])
    expect(problems[0]?.message).toContain('In the resulting contract: #/paths/~1me/get/responses')
  })

  test('the overlay, if no action touched the place', async () => {
    const { problems, file } = await applied("  - target: $.paths['/keys/{key_id}'].delete\n    remove: true\n")
    expect(problems).toEqual([
      {
        where: `${file}:1:1`,
        message:
          'No operation takes the transition `delete` of `Key`. Remove it, or add an operation that does it. (latchkey/lifecycle)\n  In the resulting contract: #/components/schemas/Key/x-latchkey/lifecycle/transitions/delete',
      },
    ])
  })
})

test('an overlay of the standard contract describes the platform of a user', async () => {
  const standard = join(import.meta.dirname, '../../openapi/generated/standard.json')
  const { contract } = await loadContract(join(import.meta.dirname, 'seventh.overlay.yaml'), standard)
  expect(contract.schemes.apiKey?.carrier).toEqual({ in: 'header', name: 'Authorization', prefix: 'Token' })
  expect(contract.resources.ApiKey?.limits?.[0]?.max).toBe(2)
  expect(contract.operations.some(({ id }) => id === 'deleteApiKey')).toBe(false)
})
