/** The reference of the SDK and the mock, by TypeDoc, below the bar of the site. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Application } from 'typedoc'
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

/** @throws {Error} TypeDoc finds something wrong with the sources */
export async function buildSdkReference(): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: Object.keys(DOORS).map(file => join(ROOT, file)),
    tsconfig: join(ROOT, 'tsconfig.json'),
    name: 'SDK and mock',
    readme: 'none',
    excludeExternals: true,
    excludePrivate: true,
    disableSources: true,
    disableGit: true,
    hideGenerator: true,
    githubPages: false,
    skipErrorChecking: true,
    logLevel: 'Error',
    customCss: join(import.meta.dirname, 'assets/typedoc.css'),
  })
  const project = await app.convert()
  if (!project) throw new Error('TypeDoc could not read the sources.')
  for (const module of project.children ?? []) module.name = NAMES.get(module.name) ?? module.name
  await app.generateDocs(project, FOLDER)
  for (const file of await readdir(FOLDER, { recursive: true })) if (file.endsWith('.html')) await addBar(`sdk/${file}`)
}

/** TypeDoc keeps the choice between light and dark under a name of its own, and reads it when its page is there. */
const SAME_THEME = `${THEME};try{localStorage.setItem('tsd-theme',m)}catch(e){}document.documentElement.dataset.theme=m`

async function addBar(path: string): Promise<void> {
  const file = join(SITE, path)
  const root = rootFrom(path)
  const page = await readFile(file, 'utf8')
  const framed = page
    .replace(/<body([^>]*)>/, `<body$1 data-root="${root}"><script>${SAME_THEME}</script>${header(root, 'sdk').text}`)
    .replace(
      '</head>',
      `<link rel="stylesheet" href="${root}assets/bar.css"/><link rel="icon" href="${root}assets/logo.svg"/></head>`,
    )
    .replace('</body>', `<script src="${root}assets/site.js"></script></body>`)
  await writeFile(file, framed)
}
