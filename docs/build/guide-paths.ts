/** The pages of Markdown files, and the links between them. */
import { posix } from 'node:path'
import { GUIDE_GROUPS } from './guide-list.ts'
import { Html } from './html.ts'
import { rootFrom } from './paths.ts'

/** Sources whose page has another name. */
const PARTS: Readonly<Record<string, string>> = {
  'docs/systems.md': 'systems/index.html',
  'docs/generated/vocabulary.md': 'vocabulary.html',
  'docs/errors.md': 'errors.html',
  'src/cli/program.ts': 'guides/command-line.html',
}

const GUIDES = new Map(GUIDE_GROUPS.flatMap(({ guides }) => guides).map(guide => [guide.source, guide]))

/** The page of a Markdown file, relative to the site. Both paths are relative to their roots. */
export function guidePath(source: string): string {
  const [, name] = /^(?:docs\/(.+)|examples\/(.+)\/README)\.md$/.exec(source)?.filter(part => part !== undefined) ?? []
  return PARTS[source] ?? `guides/${name}.html`
}

/** The part of a page that the list of guides says. */
interface Listed {
  readonly path: string
  readonly description: string
  readonly section: 'guides'
  readonly keywords?: string
}

/** What the list of guides says about the page of a source. */
export function listed(source: string): Listed {
  const guide = GUIDES.get(source)
  if (!guide) throw new Error(`docs/build/guide-list.ts does not list ${source}.`)
  const { about, keywords } = guide
  return { path: guidePath(source), description: about, section: 'guides', ...(keywords !== undefined && { keywords }) }
}

/** Turns the links of a rendered Markdown file to other Markdown files into links to their pages. */
export function withPageLinks({ text }: Html, source: string): Html {
  const root = rootFrom(guidePath(source))
  return new Html(
    text.replaceAll(/href="([^":#]+\.md)(#[^"]*)?"/g, (_, link: string, anchor = '') => {
      const target = posix.join(posix.dirname(source), link)
      if (!GUIDES.has(target) && !(target in PARTS))
        throw new Error(`${source} links to ${target}, which is not a page.`)
      return `href="${root}${guidePath(target)}${anchor}"`
    }),
  )
}
