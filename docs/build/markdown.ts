/** Renders Markdown to HTML, with highlighted code and anchors at headings. */
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import json from 'highlight.js/lib/languages/json'
import typescript from 'highlight.js/lib/languages/typescript'
import yaml from 'highlight.js/lib/languages/yaml'
import markdownIt from 'markdown-it'
import { escapeHtml, Html } from './html.ts'

for (const [name, language] of Object.entries({ bash, json, typescript, yaml })) hljs.registerLanguage(name, language)
hljs.registerAliases(['sh'], { languageName: 'bash' })

/** The Markdown is trusted, because it is part of this repository. So it can contain HTML. */
const renderer = markdownIt({ html: true, linkify: false, typographer: false })

renderer.renderer.rules.heading_open = (tokens, index) => {
  const { tag } = tokens[index] ?? {}
  return `<${tag} id="${slug(tokens[index + 1]?.content ?? '')}">`
}
renderer.renderer.rules.heading_close = (tokens, index) => {
  const id = slug(tokens[index - 1]?.content ?? '')
  return `<a class="anchor" href="#${id}" aria-label="Link to this section">#</a></${tokens[index]?.tag}>`
}
renderer.renderer.rules.fence = (tokens, index) => {
  const { content = '', info = '' } = tokens[index] ?? {}
  return codeBlock(content.trimEnd(), info.trim()).text
}
renderer.renderer.rules.code_block = (tokens, index) => codeBlock((tokens[index]?.content ?? '').trimEnd(), '').text
renderer.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>'
renderer.renderer.rules.table_close = () => '</table></div>'

export function markdown(text: string): Html {
  return new Html(renderer.render(text))
}

export function inlineMarkdown(text: string): Html {
  return new Html(renderer.renderInline(text))
}

/** A code block, to which the page adds a copy button. */
export function codeBlock(source: string, language: string): Html {
  const code = `<code class="language-${language}">${highlighted(source, language)}</code>`
  return new Html(`<div class="code"><pre tabindex="0">${code}</pre></div>`)
}

function highlighted(source: string, language: string): string {
  return hljs.getLanguage(language) ? hljs.highlight(source, { language }).value : escapeHtml(source)
}

/** The anchor of a heading. The same as on GitHub, so that links between guides work in both places. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}
