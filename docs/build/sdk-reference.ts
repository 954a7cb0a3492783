/** Builds the reference of the SDK and the mock with TypeDoc, and adds the bar of the site to its pages. */
import { rmSync } from 'node:fs'
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
  RendererEvent,
} from 'typedoc'
import { header, THEME } from './layout.ts'
import { ROOT, rootFrom, SITE } from './paths.ts'
import { sdkEntries } from './search/sdk-entries.ts'
import { writeEntries } from './search/write.ts'

const FOLDER = join(SITE, 'sdk')
/** The entry points of the package, by their source files. */
const ENTRY_POINTS: Readonly<Record<string, string>> = {
  'src/index.ts': 'latchkey',
  'mock/index.ts': 'latchkey/mock',
  ...Object.fromEntries(
    ['node', 'browser', 'vitest', 'playwright'].map(name => [`mock/${name}.ts`, `latchkey/mock/${name}`]),
  ),
}
/** TypeDoc names a module after its file, or after its folder if the file is `index`. */
const NAMES = new Map(Object.entries(ENTRY_POINTS).map(([file, name]) => [file.replace(/(\/index)?\.ts$/, ''), name]))

const THEME_NAME = 'latchkey'

/** TypeDoc's default theme, with a navigation whose expandable entries are not links. */
class Theme extends DefaultTheme {
  override buildNavigation(project: ProjectReflection): NavigationElement[] {
    return super.buildNavigation(project).map(asFolder)
  }
}

/** An entry with children becomes a folder whose first child links to its page. */
function asFolder({ path, children, ...element }: NavigationElement): NavigationElement {
  const own = { ...element, ...(path !== undefined && { path }) }
  if (!children) return own
  return { text: element.text, children: [{ ...own, text: 'Overview' }, ...children.map(asFolder)] }
}

/** @throws {Error} if TypeDoc cannot read the sources */
export async function buildSdkReference(): Promise<void> {
  const entryPoints = Object.keys(ENTRY_POINTS).map(file => join(ROOT, file))
  const app = await Application.bootstrapWithPlugins({
    entryPoints,
    tsconfig: join(ROOT, 'tsconfig.json'),
    name: 'SDK and mock',
    theme: THEME_NAME,
    readme: join(import.meta.dirname, 'sdk-reference.md'),
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
  // Otherwise TypeDoc reads all sources and tests of the repository, which takes twice the time.
  app.options.setCompilerOptions(entryPoints, app.options.getCompilerOptions(app.logger), undefined)
  app.renderer.defineTheme(THEME_NAME, Theme)
  const project = await app.convert()
  if (!project) throw new Error('TypeDoc could not read the sources.')
  for (const module of project.children ?? []) module.name = NAMES.get(module.name) ?? module.name
  linkSchemas(project)
  // The router knows the pages of the symbols, and exists only while they are written.
  app.renderer.on(RendererEvent.END, () => {
    if (app.renderer.router) writeEntries('sdk', sdkEntries(project, app.renderer.router))
  })
  await app.generateDocs(project, FOLDER)
  // The search of the site finds the SDK, too.
  rmSync(join(FOLDER, 'assets/search.js'))
  for (const file of await readdir(FOLDER, { recursive: true })) if (file.endsWith('.html')) await addBar(`sdk/${file}`)
}

/** Links each schema to the API reference, because rendering all schemas of all systems takes megabytes. */
function linkSchemas(project: ProjectReflection): void {
  const all = project.getChildByName('latchkey.Schemas')
  const systems = all?.isDeclaration() ? (all.children ?? []) : []
  for (const system of systems)
    for (const schema of schemasOf(system)) {
      schema.type = linkTo(system.name, schema, project)
      delete schema.comment
    }
  if (systems.length === 0) throw new Error('The SDK has no type `Schemas` with the schemas of each system.')
}

/** @throws {Error} if TypeDoc reads the type in another way */
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

/** TypeDoc stores the theme under its own key, and reads it after the page has loaded. */
const SAME_THEME = `${THEME};try{localStorage.setItem('tsd-theme',m)}catch(e){}document.documentElement.dataset.theme=m`

/** The landmarks of a page, for assistive technology. The banner is the bar of the site. */
const LANDMARKS: Readonly<Record<string, string>> = {
  '<header class="tsd-page-toolbar">': '<div class="tsd-page-toolbar" role="region" aria-label="Toolbar">',
  '</header>': '</div>',
  '<div class="col-content">': '<div class="col-content" role="main">',
  '<div class="col-sidebar">': '<div class="col-sidebar" role="complementary" aria-label="Settings and navigation">',
}

/** TypeDoc skips heading levels; `aria-level` closes the gaps. */
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
    // A summary must not contain a link. The table of contents links to the section.
    .replaceAll(/<summary\b[\s\S]*?<\/summary>/g, summary => summary.replace(PERMALINK, ''))
    // A page on disk cannot use a part of another file. TypeDoc also has the icons in a script.
    .replaceAll(/href="[./]*assets\/icons\.svg#/g, 'href="#')
    .replace(/ src="[^"]*assets\/search\.js"/, '')
    // Links within the site open in the same tab.
    .replaceAll(/(href="\.\.\/\.\.\/reference\/[^"]+" class="tsd-signature-type) external" target="_blank"/g, '$1"')
    .replace(/<body([^>]*)>/, `<body$1 data-root="${root}"><script>${SAME_THEME}</script>${header(root, 'sdk').text}`)
    .replace(
      '</head>',
      `<link rel="stylesheet" href="${root}assets/bar.css"/><link rel="icon" href="${root}assets/logo.svg"/></head>`,
    )
    .replace('</body>', `<script src="${root}assets/site.js"></script></body>`)
  await writeFile(file, framed)
}
