/** The files that the generator writes for the SDK, if there are more systems. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { sdkFiles } from '../../openapi/generate/sdk/files.ts'
import type { System as GeneratedSystem } from '../../openapi/generate/system.ts'
import { compact } from '../../openapi/read/compact.ts'
import { collect } from '../../openapi/vocabulary/model/collect.ts'
import { rootOf } from '../../openapi/vocabulary/model/node.ts'
import { isWords } from '../../openapi/vocabulary/validators.ts'
import { apiKeysResource, createClient, meResource, type System, type SystemTypes, systemIds } from '../../src/index.ts'
import { systems } from '../../src/sdk/generated/systems.ts'
import { byRequest } from './helpers.ts'
import { baseUrl } from './world.ts'

const ROOT = join(import.meta.dirname, '../..')
mkdirSync(join(ROOT, '.cache'), { recursive: true })
const folder = mkdtempSync(join(ROOT, '.cache/generated-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A system for the generator, with the contract of an existing one. */
function systemLike(like: string, system = like): GeneratedSystem {
  const document = JSON.parse(readFileSync(join(ROOT, `openapi/generated/${like}.json`), 'utf8'))
  return { system, document, model: collect(rootOf(document), isWords), contract: compact(document, system) }
}

const ours = systemIds.map(id => systemLike(id))

describe('a system that is inserted between the others', () => {
  const [standard, ...others] = ours
  const inserted = systemLike('store-admin', 'books')
  const before = new Map(sdkFiles(ours))
  const after = new Map(
    sdkFiles(standard ? [standard, ...[...others, inserted].sort((a, b) => (a.system < b.system ? -1 : 1))] : []),
  )

  it('adds its own file and leaves those of other systems as they are', () => {
    const added = [...after.keys()].filter(path => !before.has(path))
    expect(added).toEqual(['src/sdk/generated/books.ts'])
    for (const { system } of ours) {
      const path = `src/sdk/generated/${system}.ts`
      expect(after.get(path)).toBe(before.get(path))
    }
  })

  it.each(['systems.ts', 'exports.ts'])('adds lines to %s and changes no other line', file => {
    const linesIn = (files: typeof before) => files.get(`src/sdk/generated/${file}`)?.split('\n') ?? []
    const remaining = linesIn(before)
    expect(remaining.length).toBeGreaterThan(30)
    for (const line of linesIn(after)) if (line === remaining[0]) remaining.shift()
    expect(remaining).toEqual([])
  })
})

it('works with 27 systems', async () => {
  const many = Array.from({ length: 27 }, (_, index) => {
    const { system } = ours[index % ours.length] ?? ours[0] ?? expect.unreachable()
    return systemLike(system, index < ours.length ? system : `${system}-${index}`)
  })
  const sources = join(folder, 'generated')
  mkdirSync(sources)
  for (const [path, text] of sdkFiles(many)) writeFileSync(join(sources, basename(path)), text)
  writeFileSync(join(folder, 'for-systems.ts'), `export * from '${join(ROOT, 'src/sdk/for-systems.ts')}'`)
  const generated: { systems: Record<string, System<SystemTypes>> } = await import(join(sources, 'systems.ts'))
  expect(Object.keys(generated.systems)).toEqual(many.map(({ system }) => system))

  const requests: string[] = []
  for (const [id, system] of Object.entries(generated.systems)) {
    const fetch = byRequest(async (request: Request) => {
      requests.push(request.url)
      return Response.json({ id })
    })
    const options = { baseUrl, fetch, apiKey: 'key' }
    const client: object = createClient(system, options)
    expect(client).toMatchObject({ system: { id, title: system.facts.title }, me: { get: expect.any(Function) } })
    expect(await Reflect.get(client, 'me').get()).toEqual({ id })
  }
  expect(requests.map(url => url.replace('?key=key', ''))).toEqual(Array(27).fill(`${baseUrl}/me`))
})

it.each([apiKeysResource, meResource])('the separate resource has the methods that the systems have: $name', table => {
  const resources = Object.entries(systems).map(([id, system]) => [id, Reflect.get(system.resources, table.name)])
  expect(table.systems).toEqual(Object.fromEntries(resources))
})
