import { relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SITE } from '../../../docs/build/paths.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { exists, filesOf, isOwn, placesOf, systems, textOf } from './files.ts'

describe('links', () => {
  test('all lead to an existing page and anchor', () => {
    const dead = [...filesOf('.html'), ...filesOf('.md'), 'llms.txt'].flatMap(file =>
      linksOf(file)
        .filter(link => !hasTarget(file, link))
        .map(link => `${file}: ${link}`),
    )
    expect(dead).toEqual([])
  })

  test('are all relative', () => {
    const absolute = filesOf('.html').flatMap(file =>
      linksOf(file)
        .filter(link => link.startsWith('/'))
        .map(link => `${file}: ${link}`),
    )
    expect(absolute).toEqual([])
  })

  test('in the type of every problem lead to the error catalogue', () => {
    const places = placesOf('errors.html')
    for (const { contract } of systems)
      for (const { type } of Object.values(contract.problems)) {
        expect(type).toMatch(/^\/docs\/errors#/)
        expect(places.has(type.split('#')[1])).toBe(true)
      }
  })
})

/** Links of a file. Links that Redoc renders at run time are tested in the browser. */
function linksOf(file: string): string[] {
  const text = textOf(file)
  if (!file.endsWith('.html'))
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter(isInside)
  // TypeDoc inserts its icons with a script.
  const body = text.replaceAll(/<script\b[\s\S]*?<\/script>|<use\b[^>]*>/g, '')
  const links = [...body.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
  return links.filter(isInside).filter(link => isOwn(file) || file.startsWith('sdk/') || !link.startsWith('#'))
}

const isInside = (link: string) => !/^(https?:|mailto:|data:)/.test(link)

function hasTarget(file: string, link: string): boolean {
  const [path = '', place] = link.split('#')
  const target = path === '' ? file : relative(SITE, resolve(SITE, file, '..', decodeURIComponent(path)))
  if (!exists(target)) return false
  if (place === undefined || place === '') return true
  return place.startsWith('/')
    ? referencePlaces(target).includes(place)
    : placesOf(target).has(decodeURIComponent(place))
}

/** The anchors of an API reference. Redoc renders most of them at run time, so they are read from the contract. */
function referencePlaces(file: string): string[] {
  const system = systems.find(({ id }) => file === `reference/${id}.html`)
  const operations = (system?.model.operations ?? []).map(({ node, id }) => {
    const tag = String(node.get('tags')?.items()[0]?.value)
    return `/${tag.toLowerCase().replaceAll(' ', '-')}/${id.toLowerCase()}`
  })
  const schemas = system?.model.root.get('components')?.read('schemas')
  const names = isObject(schemas) ? Object.keys(schemas) : []
  return [...operations, ...names.map(name => `/schemas/${name.toLowerCase()}`)]
}
