/** The pages of the example folders: the README of a folder, and its files. */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { GUIDE_GROUPS } from '../guide-list.ts'
import { listed, withPageLinks } from '../guide-paths.ts'
import { Html, html } from '../html.ts'
import type { Page } from '../layout.ts'
import { codeBlock, markdown, slug } from '../markdown.ts'
import { ROOT } from '../paths.ts'
import { headingOf } from './guides.ts'

const LANGUAGES: Readonly<Record<string, string>> = {
  '.ts': 'typescript',
  '.js': 'typescript',
  '.cjs': 'typescript',
  '.json': 'json',
  '.html': 'html',
  '.conf': 'nginx',
}

export function examplePages(): readonly Page[] {
  return GUIDE_GROUPS.flatMap(({ guides }) => guides).flatMap(({ source, title }) => {
    const [, name] = /^examples\/(.+)\/README\.md$/.exec(source) ?? []
    if (name === undefined) return []
    const folder = join(ROOT, 'examples', name)
    const text = readFileSync(join(ROOT, source), 'utf8')
    return {
      ...listed(source),
      title: headingOf(text, title),
      body: html`${withLocalLinks(withPageLinks(markdown(text), source))}<p>These are the files of <code>examples/${name}</code>:</p>${sectionsOf(folder)}`,
    }
  })
}

/** Turns links to files and folders of the example into links within the page. */
function withLocalLinks(body: Html): Html {
  return new Html(body.text.replaceAll(/href="([\w.-]+)"/g, (_, path: string) => `href="#${slug(path)}"`))
}

/** A section for each folder and each file next to the README. */
function sectionsOf(folder: string): Html[] {
  const parts = Map.groupBy(filesBelow(folder), path => path.split('/')[0] ?? path)
  return [...parts].map(([part, paths]) => html`${heading(part)}${paths.map(path => file(folder, path, part))}`)
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter(path => !/(^|\/)node_modules\/|\.md$|^package(-lock)?\.json$/.test(path))
    .sort()
}

function file(folder: string, path: string, part: string): Html {
  const source = codeBlock(readFileSync(join(folder, path), 'utf8').trimEnd(), LANGUAGES[extname(path)] ?? '')
  return path === part ? source : html`<h3 id="${slug(path)}">${path.slice(part.length + 1)}</h3>${source}`
}

const heading = (name: string) =>
  html`<h2 id="${slug(name)}">${name}<a class="anchor" href="#${slug(name)}" aria-label="Link to this section">#</a></h2>`
