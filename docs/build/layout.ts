/** The layout that all pages share. */
import { SETTINGS_LINK } from '../../mock/server/settings-link.ts'
import { sidebar, steps, trail } from './guide-navigation.ts'
import { Html, html } from './html.ts'
import { rootFrom } from './paths.ts'

export interface Page {
  /** Relative to the site, for example `guides/rotating-keys.html`. */
  readonly path: string
  readonly title: string
  /** For search engines, and for the search of the site. */
  readonly description: string
  readonly body: Html
  /** The navigation entry of the page, if it has one. */
  readonly section?: Section
  /** Uses the whole width, without a table of contents. For pages with wide tables. */
  readonly wide?: boolean
  /** Other words that readers search for it with. */
  readonly keywords?: string
  /** False for a page that only leads to others, which the search finds themselves. */
  readonly isFound?: boolean
  /** Additional classic scripts in order, relative to the site. */
  readonly scripts?: readonly string[]
}

export type Section = keyof typeof SECTIONS

const SECTIONS = {
  guides: ['Guides', 'guides/index.html'],
  systems: ['Systems', 'systems/index.html'],
  try: ['Try it', 'try/index.html'],
  reference: ['API reference', 'reference/index.html'],
  sdk: ['SDK', 'sdk/index.html'],
  errors: ['Errors', 'errors.html'],
  changelog: ['Changelog', 'changelog.html'],
} as const

/** Sets the theme before the first paint. It uses Redoc's key in local storage, so that one choice applies to all pages. */
export const THEME = `try{var m=localStorage.getItem('redoc.colorMode')}catch(e){}if(m!=='light'&&m!=='dark')m=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';document.documentElement.classList.add(m)`

/**
 * On a phone the navigation is wider than the screen: scrolls it to the current entry, before it is painted. Measuring it lays
 * out the bar before the rest of the page is parsed, so that the first frame of a page is not one long task.
 */
const SCROLL = `for(const n of document.querySelectorAll('.bar nav'))if(n.scrollWidth>n.clientWidth)n.querySelector('[aria-current]')?.scrollIntoView({inline:'center',block:'nearest'})`

export function layout({ path, title, description, body, section, wide, scripts = [] }: Page): string {
  const root = rootFrom(path)
  const contents = wide ? [] : headingsOf(body)
  const guides = section === 'guides' || section === 'systems'
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Latchkey</title>
<meta name="description" content="${description}">
<link rel="icon" href="${root}assets/logo.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}assets/site.css">
<script>${new Html(THEME)}</script>
</head>
<body data-root="${root}">
<a class="skip" href="#content">Skip to the content</a>
${header(root, section)}
<div class="page${wide ? ' wide' : ''}">
${guides && sidebar(path)}
<main id="content" tabindex="-1">
${trail(path)}
${body}
${steps(path)}
</main>
${contents.length > 1 && tableOfContents(contents)}
</div>
<footer class="foot"><p>Generated from the contract. These pages work offline and send no data.</p></footer>
<script src="${root}assets/site.js"></script>
${scripts.map(script => html`<script src="${root}${script}"></script>`)}
</body>
</html>
`
  return page.text
}

/**
 * The bar at the top of every page, including the reference.
 * @param title the `h1` of a page that has no static one
 * @param below a second row
 */
export function header(root: string, section: Section | undefined, title?: string, below?: Html): Html {
  const links = Object.entries(SECTIONS).map(
    ([name, [title, path]]) =>
      html`<a href="${root}${path}"${name === section && html` aria-current="true"`}>${title}</a>`,
  )
  return html`<header class="bar">
${title !== undefined && html`<h1>${title}</h1>`}
<a class="brand" href="${root}index.html"><img src="${root}assets/logo.svg" alt="" width="24" height="24"><span>Latchkey</span></a>
<nav aria-label="Site">${links}${new Html(SETTINGS_LINK)}</nav>
<button type="button" class="search-open" aria-label="Search the documentation"><span>Search</span><kbd></kbd></button>
<button type="button" class="theme" aria-label="Switch between light and dark"><span aria-hidden="true">◐</span></button>
${below}
</header>
<script>${new Html(SCROLL)}</script>`
}

interface Heading {
  readonly id: string
  readonly level: string
  readonly text: string
}

function headingsOf({ text }: Html): Heading[] {
  return [...text.matchAll(/<h([23]) id="([^"]+)">(.*?)<\/h\1>/gs)].map(([, level = '', id = '', inner = '']) => ({
    id,
    level,
    text: inner.replace(/<a class="anchor".*?<\/a>/s, '').replaceAll(/<[^>]+>/g, ''),
  }))
}

function tableOfContents(headings: readonly Heading[]): Html {
  const items = headings.map(
    ({ id, level, text }) => html`<li class="level-${level}"><a href="#${id}">${new Html(text)}</a></li>`,
  )
  return html`<aside class="contents"><nav aria-label="On this page"><p>On this page</p><ul>${items}</ul></nav></aside>`
}
