/** The built site: its links, what it asks for, and how it looks to a screen reader, on a phone and in the dark. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT, SITE } from '../../docs/build/paths.ts'
import { readSystems } from '../../docs/build/system.ts'
import { launchChromium } from '../browser/chromium.ts'

const systems = readSystems()
let browser: Browser

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(ROOT, 'docs/build/main.ts')], { cwd: ROOT })
  browser = await launchChromium()
}, 300_000)
afterAll(() => browser?.close())

/** Milliseconds for a test that opens every page. */
const PATIENCE = 300_000

const filesOf = (extension: string) =>
  readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith(extension))
const isOwn = (file: string) => !file.startsWith('sdk/') && !/^reference\/(?!index)/.test(file)

const memo = <T>(read: (file: string) => T) => {
  const known = new Map<string, T>()
  return (file: string): T => {
    const value = known.get(file) ?? read(file)
    known.set(file, value)
    return value
  }
}
const textOf = memo(file => readFileSync(join(SITE, file), 'utf8'))
const placesOf = memo(file => new Set([...textOf(file).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)))
const exists = memo(file => existsSync(join(SITE, file)) && !statSync(join(SITE, file)).isDirectory())
const own = () => filesOf('.html').filter(isOwn)

describe('links', () => {
  test('all lead to a page and a place that exist', { timeout: PATIENCE }, () => {
    const dead = [...filesOf('.html'), ...filesOf('.md'), 'llms.txt'].flatMap(file =>
      linksOf(file)
        .filter(link => !leadsSomewhere(file, link))
        .map(link => `${file}: ${link}`),
    )
    expect(dead).toEqual([])
  })

  test('none starts at the root of a server', () => {
    const absolute = own().flatMap(file =>
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
  const body = text.replaceAll(/<script\b[\s\S]*?<\/script>/g, '')
  const links = [...body.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
  return links.filter(isInside).filter(link => isOwn(file) || file.startsWith('sdk/') || link.startsWith('../'))
}

const isInside = (link: string) => !/^(https?:|mailto:|data:)/.test(link)

function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', place] = link.split('#')
  const target = path === '' ? file : relative(SITE, resolve(SITE, file, '..', decodeURIComponent(path)))
  if (!exists(target)) return false
  if (place === undefined || place === '') return true
  return place.startsWith('/')
    ? operationPlaces(target).includes(place)
    : placesOf(target).has(decodeURIComponent(place))
}

/** Redoc builds most of a page when it is looked at: its definition tells the places. */
function operationPlaces(file: string): string[] {
  const system = systems.find(({ id }) => file === `reference/${id}.html`)
  return (system?.model.operations ?? []).map(({ node, id }) => {
    const tag = String(node.get('tags')?.items()[0]?.value)
    return `/${tag.toLowerCase().replaceAll(' ', '-')}/${id.toLowerCase()}`
  })
}

/** A page that is opened from disk, with every request to elsewhere refused and remembered. */
async function open(file: string, options: { width?: number; dark?: boolean } = {}, hash = '') {
  const { width = 1280, dark = false } = options
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' })
  const problems: string[] = []
  await page.route(/^https?:/, route => {
    problems.push(`request to ${route.request().url()}`)
    return route.abort()
  })
  page.on('pageerror', error => problems.push(error.message))
  // From disk TypeDoc tries its icons first in a file, and then has them in a script.
  const isIcon = (text: string) => text.includes('sdk/assets/icons.svg#')
  page.on('console', message => {
    if (message.type() === 'error' && !isIcon(message.text())) problems.push(message.text())
  })
  await page.goto(`${pathToFileURL(join(SITE, file))}${hash}`)
  return { page, problems }
}

describe('in a browser, from disk', () => {
  test('no page asks anybody else for anything, and none fails', { timeout: PATIENCE }, async () => {
    const found: string[] = []
    const samples = [...own(), ...systems.map(({ id }) => `reference/${id}.html`), 'sdk/index.html']
    for (const file of samples) {
      const { page, problems } = await open(file)
      await page.waitForTimeout(file.startsWith('reference/') ? 1000 : 50)
      found.push(...problems.map(problem => `${file}: ${problem}`))
      await page.close()
    }
    expect(found).toEqual([])
  })

  test.each([
    ['light', false],
    ['dark', true],
  ])('own pages have no fault that axe finds, in %s', { timeout: PATIENCE }, async (_, dark) => {
    const found: string[] = []
    for (const file of own()) {
      const { page } = await open(file, { dark })
      found.push(...(await faultsOf(page)).map(fault => `${file}: ${fault}`))
      await page.close()
    }
    expect(found).toEqual([])
  })

  test('no page is wider than a phone', { timeout: PATIENCE }, async () => {
    const wide: string[] = []
    for (const file of [...own(), `reference/${systems[0]?.id}.html`, 'sdk/index.html']) {
      const { page } = await open(file, { width: 375 })
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 375) wide.push(`${file}: ${width}`)
      await page.close()
    }
    expect(wide).toEqual([])
  })

  test.each(['errors.html', 'sdk/index.html'])(
    'the theme of %s follows the system, can be switched, and stays',
    async file => {
      const { page } = await open(file, { dark: true })
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(await ground()).toBe('rgb(16, 19, 27)')
      await page.click('.theme')
      expect(await ground()).toBe('rgb(255, 255, 255)')
      await page.reload()
      expect(await ground()).toBe('rgb(255, 255, 255)')
      await page.close()
    },
  )

  test.each(['index.html', 'guides/rotating-keys.html', 'reference/standard.html', 'sdk/index.html'])(
    'the search on %s finds a problem code, and leads to it',
    async file => {
      const { page, problems } = await open(file)
      await page.click('.search-open')
      await page.fill('.search input', 'active_key_limit_reached')
      await page.waitForSelector('.search li a')
      const links = await page.$$eval('.search li a', all => all.map(link => link.getAttribute('href') ?? ''))
      expect(links.some(link => link.endsWith('errors.html#active_key_limit_reached'))).toBe(true)
      await page.click('.search li a[href$="errors.html#active_key_limit_reached"]')
      await page.waitForURL(/errors\.html#active_key_limit_reached$/)
      expect(problems).toEqual([])
      await page.close()
    },
  )

  test('the search finds an operation, and the reference opens at it', async () => {
    const { page } = await open('index.html')
    await page.keyboard.press('/')
    await page.fill('.search input', 'rotateApiKey')
    await page.click('.search li a[href*="reference/standard.html"]')
    await page.waitForSelector('h2:has-text("Rotate an API key")', { state: 'visible' })
    await page.close()
  })

  test('a reference shows the diagram, and both samples of an operation', async () => {
    const { page } = await open('reference/standard.html', {}, '#/api-keys')
    await page.waitForSelector('svg[aria-label^="A new API key is active"]')
    await page.click('.menu-content a[href="#/api-keys/rotateapikey"]')
    await page.waitForSelector('h2:has-text("Rotate an API key")')
    const text = await page.evaluate(() => document.body.innerText)
    expect(text).toContain('curl http://127.0.0.1:4010/api/v1/api-keys/key_4mXr0tQ7bVn2Lc8Y/rotate')
    await page.close()
  })
})

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations.map(
    ({ id, nodes }) =>
      `${id} at ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  )
}

test('machines find everything from llms.txt', () => {
  const text = textOf('llms.txt')
  for (const { id, contract } of systems) {
    expect(text).toContain(`(operations/${id}/index.md)`)
    for (const operation of contract.operations) {
      const page = textOf(`operations/${id}/${operation.id}.md`)
      expect(page).toContain(`${operation.method} ${contract.basePath}${operation.path}`)
      expect(page).toContain('```ts\n')
    }
  }
})

test('the comparison says what the contracts say', () => {
  const page = textOf('systems/index.html')
  const cells = /<th scope="row">Active keys at most<\/th>(.*?)<\/tr>/s.exec(page)?.[1]?.replaceAll(/<[^>]+>/g, '|')
  for (const { facts } of systems)
    expect(cells).toContain(facts.limit ? `${facts.limit.max}| per ${facts.limit.per}` : 'no limit')
})

test('the page of a system shows each change of its overlay, with what was before', () => {
  const page = textOf('systems/warehouse.html')
  expect(page).toContain('Up to 5 keys of an account are active at a time.')
  expect(page).toMatch(
    /<p class="side">Standard<\/p><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">user/,
  )
  expect(page).toMatch(
    /<p class="side">Here<\/p><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">account/,
  )
})
