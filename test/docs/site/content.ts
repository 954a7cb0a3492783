import { expect, test } from 'vitest'
import { GUIDE_GROUPS } from '../../../docs/build/guide-list.ts'
import { guidePath } from '../../../docs/build/guide-paths.ts'
import { SETTINGS_LINK } from '../../../mock/server/settings-link.ts'
import { systems, textOf } from './files.ts'

test('llms.txt leads to every operation', () => {
  const text = textOf('llms.txt')
  expect(text).toContain('LATCHKEY_SESSION')
  for (const { id, contract } of systems) {
    expect(text).toContain(`(operations/${id}/index.md)`)
    for (const operation of contract.operations) {
      const page = textOf(`operations/${id}/${operation.id}.md`)
      expect(page).toContain(`${operation.method} ${contract.basePath}${operation.path}`)
      expect(page).toContain('```ts\n')
    }
  }
})

test('each guide is in the sidebar and in the list of guides, and leads to the next one', () => {
  const guides = GUIDE_GROUPS.flatMap(({ guides }) => guides).map(({ source }) => guidePath(source))
  const list = textOf('guides/index.html')
  for (const [at, path] of guides.entries()) {
    const page = textOf(path)
    const root = '../'.repeat(path.split('/').length - 1)
    expect(list).toContain(`class="card" href="../${path}"`)
    for (const other of guides) expect(page).toContain(`<li><a href="${root}${other}"`)
    expect(page).toContain(`href="${root}${path}" aria-current="page"`)
    const [previous, next] = [guides[at - 1], guides[at + 1]]
    if (previous !== undefined) expect(page).toContain(`rel="prev" href="${root}${previous}"`)
    if (next !== undefined) expect(page).toContain(`rel="next" href="${root}${next}"`)
  }
})

test('each kind of page has the place where a server adds a link to its settings page', () => {
  for (const file of [
    'index.html',
    'guides/index.html',
    'sdk/index.html',
    'reference/standard.html',
    'try/standard.html',
  ])
    expect(textOf(file).split(SETTINGS_LINK), file).toHaveLength(2)
})

test('a reference has no keywords, which it does not show, and is small beside the script that it needs', () => {
  const page = textOf('reference/standard.html')
  expect(page).not.toContain('"x-latchkey":')
  expect(page.length).toBeLessThan(600_000)
})

test('the comparison shows the limits of the contracts', () => {
  const page = textOf('systems/index.html')
  const cells = /<th scope="row">Keys in use, maximum<\/th>(.*?)<\/tr>/s.exec(page)?.[1]?.replaceAll(/<[^>]+>/g, '|')
  for (const { facts } of systems)
    expect(cells).toContain(facts.limit ? `${facts.limit.max}| per ${facts.limit.per}` : 'no limit')
})

test('the page of a system shows each change of its overlay, before and after', () => {
  const page = textOf('systems/warehouse.html')
  expect(page).toContain('Up to five keys of an account can be active at a time.')
  expect(page).toMatch(
    /<p class="side">Standard<\/p><div class="code"><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">user/,
  )
  expect(page).toMatch(
    /<p class="side">This system<\/p><div class="code"><pre[^>]*><code[^>]*><span class="hljs-attr">per:<\/span> <span class="hljs-string">account/,
  )
})

test('licenses.txt has the licence of each package whose code the pages run', () => {
  const licenses = textOf('licenses.txt').split(`\n\n${'-'.repeat(80)}`)
  for (const name of ['@redocly/cli', 'ajv', 'highlight.js', 'lunr', 'minisearch', 'msw', 'typedoc']) {
    const license = licenses.find(text => text.trimStart().startsWith(`${name} `))
    expect([name, license]).toEqual([name, expect.stringMatching(/copyright/i)])
  }
  expect(licenses.join()).toMatch(/^ {2}react@\d/m)
})

test('the changelog begins with sentences, and the places in the contracts are folded', () => {
  const page = textOf('changelog.html')
  expect(page.indexOf('id="unreleased"')).toBeLessThan(page.indexOf('id="contracts"'))
  const [, contracts = ''] = page.split('id="contracts"')
  const open = contracts.replaceAll(/<details>[\s\S]*?<\/details>/g, '')
  expect(open).toMatch(/callers\. Changes: \d+ \w+/)
  expect(open).not.toContain('#/paths')
  expect(contracts).toContain('#/paths')
})
