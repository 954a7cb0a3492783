import { relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SITE } from '../../../docs/build/paths.ts'
import { isObject } from '../../../openapi/contract/json.ts'
import { exists, filesOf, isOwn, placesOf, systems, textOf } from './files.ts'

describe('links', () => {
  test('all lead to a page and a place that exist', () => {
    const dead = [...filesOf('.html'), ...filesOf('.md'), 'llms.txt'].flatMap(file =>
      linksOf(file)
        .filter(link => !leadsSomewhere(file, link))
        .map(link => `${file}: ${link}`),
    )
    expect(dead).toEqual([])
  })

  test('none starts at the root of a server', () => {
    const absolute = filesOf('.html').flatMap(file =>
      linksOf(file)
        .filter(link => link.startsWith('/'))
        .map(link => `${file}: ${link}`),
    )
    expect(absolute).toEqual([])
  })

  test('of every problem leads to its place', () => {
    const places = placesOf('errors.html')
    for (const { contract } of systems)
      for (const { type } of Object.values(contract.problems)) {
        expect(type).toMatch(/^\/docs\/errors#/)
        expect(places.has(type.split('#')[1])).toBe(true)
      }
  })
})

/** What Redoc draws itself it finds itself; its own links are followed in the browser below. */
function linksOf(file: string): string[] {
  const text = textOf(file)
  if (!file.endsWith('.html'))
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter(isInside)
  // Icons are drawn by a script that every page of TypeDoc has.
  const body = text.replaceAll(/<script\b[\s\S]*?<\/script>|<use\b[^>]*>/g, '')
  const links = [...body.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
  return links.filter(isInside).filter(link => isOwn(file) || file.startsWith('sdk/') || !link.startsWith('#'))
}

const isInside = (link: string) => !/^(https?:|mailto:|data:)/.test(link)

function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', place] = link.split('#')
  const target = path === '' ? file : relative(SITE, resolve(SITE, file, '..', decodeURIComponent(path)))
  if (!exists(target)) return false
  if (place === undefined || place === '') return true
  return place.startsWith('/')
    ? referencePlaces(target).includes(place)
    : placesOf(target).has(decodeURIComponent(place))
}

/** Redoc builds most of a page when it is looked at: its definition tells the places. */
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
