/** The position of a page in the guides: the sidebar, the breadcrumbs, and the pages before and after it. */
import { GUIDE_GROUPS } from './guide-list.ts'
import { guidePath } from './guide-paths.ts'
import { type Html, html } from './html.ts'
import { slug } from './markdown.ts'
import { rootFrom } from './paths.ts'

const GUIDES = GUIDE_GROUPS.flatMap(group =>
  group.guides.map(({ source, title }) => ({ group: group.title, title, path: guidePath(source) })),
)

export function sidebar(path: string): Html {
  const root = rootFrom(path)
  const groups = GUIDE_GROUPS.map(({ title, guides }) => {
    const links = guides.map(guide => {
      const target = guidePath(guide.source)
      return html`<li><a href="${root}${target}"${target === path && html` aria-current="page"`}>${guide.title}</a></li>`
    })
    return html`<p>${title}</p><ul>${links}</ul>`
  })
  return html`<nav class="guides" aria-label="Guides">${groups}</nav>`
}

/** The breadcrumbs of a guide, which narrow screens show in place of the sidebar. */
export function trail(path: string): Html | undefined {
  const guide = GUIDES.find(one => one.path === path)
  if (!guide) return undefined
  const index = `${rootFrom(path)}guides/index.html`
  return html`<nav class="trail" aria-label="Breadcrumbs"><a href="${index}">Guides</a> › <a href="${index}#${slug(guide.group)}">${guide.group}</a></nav>`
}

/** The links to the previous and the next guide. */
export function steps(path: string): Html | undefined {
  const at = GUIDES.findIndex(one => one.path === path)
  if (at === -1) return undefined
  const [previous, next] = [GUIDES[at - 1], GUIDES[at + 1]]
  const root = rootFrom(path)
  return html`<nav class="steps" aria-label="Previous and next guide">
${previous && html`<a rel="prev" href="${root}${previous.path}"><small>Previous</small>${previous.title}</a>`}
${next && html`<a rel="next" href="${root}${next.path}"><small>Next</small>${next.title}</a>`}
</nav>`
}
