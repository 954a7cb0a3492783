/**
 * Every page that we write ourselves, in one tab: axe and a visit of each page would take minutes, so axe runs on one page
 * of each kind, and what it could find in the markup of another one is checked here.
 */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { SITE } from '../../../docs/build/paths.ts'
import { own, textOf } from './files.ts'
import { newTab } from './open.ts'

test('the markup of every page is accessible, and asks no other host for anything', async () => {
  const { page } = await newTab({})
  const faults: string[] = []
  for (const file of own()) {
    const found = await page.evaluate(markupFaults, textOf(file))
    faults.push(...found.map(fault => `${file}: ${fault}`))
  }
  expect(faults).toEqual([])
  await page.close()
})

test('no page is wider than a phone', async () => {
  const { page } = await newTab({ width: 375 })
  // All pages below each other: what makes one too wide makes it overflow.
  await page.goto(pathToFileURL(join(SITE, 'index.html')).href)
  const contents = own().map(
    file => [file, /<div class="page[\s\S]*(?=<footer)/.exec(textOf(file))?.[0] ?? ''] as const,
  )
  expect(contents.filter(([, content]) => content === '')).toEqual([])
  const wide = await page.evaluate(pages => {
    document.body.innerHTML = pages
      .map(([file, content]) => `<section data-file="${file}">${content}</section>`)
      .join('')
    return [...document.querySelectorAll<HTMLElement>('section[data-file]')].flatMap(one =>
      one.scrollWidth > 375 ? [`${one.dataset.file} is ${one.scrollWidth} wide`] : [],
    )
  }, contents)
  expect(wide).toEqual([])
  await page.close()
})

/** Runs in the browser, on a document that is parsed but not shown. */
function markupFaults(html: string): string[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const all = <Found extends Element = Element>(selector: string) => [...parsed.querySelectorAll<Found>(selector)]
  const markup = (one: Element) => one.outerHTML.slice(0, 80)
  const name = (one: Element) => {
    const images = [...one.querySelectorAll('img')].map(image => image.alt)
    return (one.getAttribute('aria-label') ?? [one.textContent, ...images].join('')).trim()
  }
  const twice = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at)
  const levels = all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName.slice(1)))
  const ids = all('[id]').map(({ id }) => id)
  const references = all('[aria-labelledby], [aria-describedby], [aria-controls], [for]').flatMap(one =>
    ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'].flatMap(
      attribute => one.getAttribute(attribute)?.split(' ') ?? [],
    ),
  )
  const landmarks = all('nav, aside, form, [role=region]').map(one => `${one.tagName} ${name(one)}`)
  const loaded = all('[src], link[href]').map(one => one.getAttribute('src') ?? one.getAttribute('href') ?? '')
  return [
    ...(parsed.documentElement.lang === 'en' ? [] : ['no language']),
    ...(levels.filter(level => level === 1).length === 1 ? [] : ['not one h1']),
    ...levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1).map(level => `skips a level to h${level}`),
    ...all('h1, h2, h3, h4, a, button, summary, th')
      .filter(one => name(one) === '')
      .map(one => `no name: ${markup(one)}`),
    ...all('img:not([alt])').map(one => `no text: ${markup(one)}`),
    ...twice(ids).map(id => `two with the id ${id}`),
    ...references.filter(id => id !== '' && !ids.includes(id)).map(id => `nothing with the id ${id}`),
    ...all('input, select, textarea')
      .filter(one => !one.closest('label') && !one.hasAttribute('aria-label'))
      .map(one => `no label: ${markup(one)}`),
    ...all('pre, .scroll')
      .filter(one => one.getAttribute('tabindex') !== '0')
      .map(one => `cannot be scrolled by keys: ${markup(one)}`),
    ...all('table')
      .filter(one => !one.closest('.scroll'))
      .map(one => `does not scroll: ${markup(one)}`),
    ...all(':is(ul, ol) > :not(li)').map(one => `not an item: ${markup(one)}`),
    ...twice(landmarks.filter(one => !one.endsWith(' '))).map(one => `two landmarks: ${one}`),
    ...loaded.filter(source => /^(https?:)?\/\//.test(source)).map(source => `loads ${source}`),
  ]
}
