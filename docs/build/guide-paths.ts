/** The pages of Markdown files, and the links between them. */
import { posix } from 'node:path'
import { GUIDE_GROUPS } from './guide-list.ts'
import { Html } from './html.ts'
import { rootFrom } from './paths.ts'

/** Markdown files that are a part of another page. */
const PARTS: Readonly<Record<string, string>> = {
  'docs/systems.md': 'systems/index.html',
  'docs/generated/vocabulary.md': 'vocabulary.html',
  'docs/errors.md': 'errors.html',
}

const SOURCES = new Set(GUIDE_GROUPS.flatMap(({ guides }) => guides.map(({ source }) => source)))

/** The page of a Markdown file, relative to the site. Both paths are relative to their roots. */
export function guidePath(source: string): string {
  const [, name] = /^(?:docs\/(.+)|examples\/(.+)\/README)\.md$/.exec(source)?.filter(part => part !== undefined) ?? []
  return PARTS[source] ?? `guides/${name}.html`
}

/** Turns the links of a rendered Markdown file to other Markdown files into links to their pages. */
export function withPageLinks({ text }: Html, source: string): Html {
  const root = rootFrom(guidePath(source))
  return new Html(
    text.replaceAll(/href="([^":#]+\.md)(#[^"]*)?"/g, (_, link: string, anchor = '') => {
      const target = posix.join(posix.dirname(source), link)
      if (!SOURCES.has(target) && !(target in PARTS))
        throw new Error(`${source} links to ${target}, which is not a page.`)
      return `href="${root}${guidePath(target)}${anchor}"`
    }),
  )
}
