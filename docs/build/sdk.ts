/** The reference of the SDK and the mock, by TypeDoc, below the bar of the site. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  Application,
  type DeclarationReflection,
  DefaultTheme,
  type NavigationElement,
  type ProjectReflection,
  ReferenceType,
  ReflectionType,
} from 'typedoc'
import { header, rootFrom, THEME } from './layout.ts'
import { ROOT, SITE } from './paths.ts'

const FOLDER = join(SITE, 'sdk')
/** What the modules are called by those who import them, by their files. */
const DOORS: Readonly<Record<string, string>> = {
  'src/index.ts': 'latchkey',
  'mock/index.ts': 'latchkey/mock',
  ...Object.fromEntries(
    ['node', 'browser', 'vitest', 'playwright'].map(door => [`mock/${door}.ts`, `latchkey/mock/${door}`]),
  ),
}
/** TypeDoc names a module after its file, and one called `index` after its folder. */
const NAMES = new Map(Object.entries(DOORS).map(([file, door]) => [file.replace(/(\/index)?\.ts$/, ''), door]))

const THEME_NAME = 'latchkey'

/** TypeDoc's own, with a navigation in which whatever opens and closes is no link as well. */
class Theme extends DefaultTheme {
  override buildNavigation(project: ProjectReflection): NavigationElement[] {
    return super.buildNavigation(project).map(folded)
  }
}

/** What has children is a folder, whose first child is its own page. */
function folded({ path, children, ...element }: NavigationElement): NavigationElement {
  const own = { ...element, ...(path !== undefined && { path }) }
  if (!children) return own
  return { text: element.text, children: [{ ...own, text: 'Overview' }, ...children.map(folded)] }
}

/** @throws {Error} TypeDoc finds something wrong with the sources */
export async function buildSdkReference(): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: Object.keys(DOORS).map(file => join(ROOT, file)),
    tsconfig: join(ROOT, 'tsconfig.json'),
    name: 'SDK and mock',
    theme: THEME_NAME,
    readme: join(import.meta.dirname, 'sdk.md'),
    sortEntryPoints: false,
    excludeExternals: true,
    excludePrivate: true,
    disableSources: true,
    disableGit: true,
    hideGenerator: true,
    githubPages: false,
    skipErrorChecking: true,
    logLevel: 'Error',
    lightHighlightTheme: 'github-light-high-contrast',
    darkHighlightTheme: 'github-dark-high-contrast',
    customCss: join(import.meta.dirname, 'assets/typedoc.css'),
  })
  app.renderer.defineTheme(THEME_NAME, Theme)
  const project = await app.convert()
  if (!project) throw new Error('TypeDoc could not read the sources.')
  for (const module of project.children ?? []) module.name = NAMES.get(module.name) ?? module.name
  linkSchemas(project)
  await app.generateDocs(project, FOLDER)
  for (const file of await readdir(FOLDER, { recursive: true })) if (file.endsWith('.html')) await addBar(`sdk/${file}`)
}

/** The shapes of all schemas of all systems fill megabytes: each leads to its place in the reference of its system. */
function linkSchemas(project: ProjectReflection): void {
  const all = project.getChildByName('latchkey.Schemas')
  const systems = all?.isDeclaration() ? (all.children ?? []) : []
  for (const system of systems)
    for (const schema of schemasOf(system)) {
      schema.type = linkTo(system.name, schema, project)
      delete schema.comment
    }
  if (systems.length === 0) throw new Error('The SDK has no type `Schemas` any more, or none of systems.')
}

/** @throws {Error} TypeDoc has changed how it reads them */
function schemasOf({ name, type }: DeclarationReflection): readonly DeclarationReflection[] {
  const schemas = type instanceof ReflectionType ? type.declaration.children : undefined
  if (!schemas) throw new Error(`TypeDoc finds no schemas of ${name}.`)
  return schemas
}

function linkTo(system: string, { name }: DeclarationReflection, project: ProjectReflection): ReferenceType {
  const type = ReferenceType.createBrokenReference(name, project, undefined)
  type.externalUrl = `../../reference/${system}.html#/schemas/${name.toLowerCase()}`
  return type
}

/** TypeDoc keeps the choice between light and dark under a name of its own, and reads it when its page is there. */
const SAME_THEME = `${THEME};try{localStorage.setItem('tsd-theme',m)}catch(e){}document.documentElement.dataset.theme=m`

/** The parts of a page, for those who move between them; the banner of a page is the bar of the site. */
const LANDMARKS: Readonly<Record<string, string>> = {
  '<header class="tsd-page-toolbar">': '<div class="tsd-page-toolbar" role="region" aria-label="Toolbar">',
  '</header>': '</div>',
  '<div class="col-content">': '<div class="col-content" role="main">',
  '<div class="col-sidebar">': '<div class="col-sidebar" role="complementary" aria-label="Settings and navigation">',
}

/** TypeDoc leaves levels out, for the look of them. */
function withLevels(page: string): string {
  let last = 0
  return page.replaceAll(/<h([1-6])\b/g, (heading, digit: string) => {
    const level = Math.min(Number(digit), last + 1)
    last = level
    return level === Number(digit) ? heading : `${heading} aria-level="${level}"`
  })
}

const PERMALINK = /<a href="#[^"]*" aria-label="Permalink"[\s\S]*?<\/a>/

async function addBar(path: string): Promise<void> {
  const file = join(SITE, path)
  const root = rootFrom(path)
  const page = Object.entries(LANDMARKS).reduce(
    (text, [from, to]) => text.replace(from, to),
    withLevels(await readFile(file, 'utf8')),
  )
  const framed = page
    // What opens and closes a section is no link as well; the table of contents leads there.
    .replaceAll(/<summary\b[\s\S]*?<\/summary>/g, summary => summary.replace(PERMALINK, ''))
    // A page on disk may not use a part of another file; TypeDoc has the icons in a script as well.
    .replaceAll(/href="[./]*assets\/icons\.svg#/g, 'href="#')
    // What is in this site opens where it is asked for.
    .replaceAll(/(href="\.\.\/\.\.\/reference\/[^"]+" class="tsd-signature-type) external" target="_blank"/g, '$1"')
    .replace(/<body([^>]*)>/, `<body$1 data-root="${root}"><script>${SAME_THEME}</script>${header(root, 'sdk').text}`)
    .replace(
      '</head>',
      `<link rel="stylesheet" href="${root}assets/bar.css"/><link rel="icon" href="${root}assets/logo.svg"/></head>`,
    )
    .replace('</body>', `<script src="${root}assets/site.js"></script></body>`)
  await writeFile(file, framed)
}
