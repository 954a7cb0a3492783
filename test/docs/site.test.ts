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

const filesOf = (extension: string) =>
  readdirSync(SITE, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith(extension))
const isOwn = (file: string) => !file.startsWith('sdk/') && !/^reference\/(?!index)/.test(file)
const textOf = (file: string) => readFileSync(join(SITE, file), 'utf8')
const own = () => filesOf('.html').filter(isOwn)

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
        expect(places).toContain(type.split('#')[1])
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
  if (!existsSync(join(SITE, target)) || statSync(join(SITE, target)).isDirectory()) return false
  if (place === undefined || place === '') return true
  return place.startsWith('/')
    ? operationPlaces(target).includes(place)
    : placesOf(target).includes(decodeURIComponent(place))
}

function placesOf(file: string): string[] {
  return [...textOf(file).matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id)
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
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await page.goto(`${pathToFileURL(join(SITE, file))}${hash}`)
  return { page, problems }
}

describe('in a browser, from disk', () => {
  test('no page asks anybody else for anything, and none fails', async () => {
    const found: string[] = []
    const samples = [
      ...own(),
      ...systems.map(({ id }) => `reference/${id}.html`),
      'sdk/index.html',
      'sdk/classes/index.Secret.html',
    ]
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
  ])('own pages have no fault that axe finds, in %s', async (_, dark) => {
    const found: string[] = []
    for (const file of own()) {
      const { page } = await open(file, { dark })
      found.push(...(await faultsOf(page)).map(fault => `${file}: ${fault}`))
      await page.close()
    }
    expect(found).toEqual([])
  })

  test('no page is wider than a phone', async () => {
    const wide: string[] = []
    for (const file of [...own(), `reference/${systems[0]?.id}.html`, 'sdk/index.html']) {
      const { page } = await open(file, { width: 375 })
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > 375) wide.push(`${file}: ${width}`)
      await page.close()
    }
    expect(wide).toEqual([])
  })

  test('the theme follows the system, can be switched, and stays', async () => {
    const { page } = await open('errors.html', { dark: true })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await ground()).toBe('rgb(16, 19, 27)')
    await page.click('.theme')
    expect(await ground()).toBe('rgb(255, 255, 255)')
    await page.reload()
    expect(await ground()).toBe('rgb(255, 255, 255)')
    await page.close()
  })

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
    const { page } = await open('reference/standard.html', {}, '#/api-keys/rotateapikey')
    await page.waitForSelector('h2:has-text("Rotate an API key")')
    expect(await page.locator('svg[aria-label^="A new API key is active"]').count()).toBe(1)
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
    /<h4>Standard<\/h4><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">user/,
  )
  expect(page).toMatch(
    /<h4>Here<\/h4><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">account/,
  )
})
