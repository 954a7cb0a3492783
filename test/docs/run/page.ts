import { launchChromium } from '../../browser/chromium.ts'
import { type ServedFiles, serveFiles, workerScript } from '../../browser/serve-files.ts'
import { bundle } from './bundle.ts'

/** Runs a module in a page with MSW's worker script, and resolves with its console messages. */
export async function runPage(source: string): Promise<readonly string[]> {
  await using page = await servePage(await bundle(`${source}\nglobalThis.hasEnded = true`))
  const browser = await launchChromium()
  try {
    const tab = await browser.newPage()
    const printed: string[] = []
    tab.on('console', message => void printed.push(message.text()))
    await tab.goto(page.origin)
    await tab.waitForFunction('globalThis.hasEnded', undefined, { timeout: 120_000 })
    return printed
  } finally {
    await browser.close()
  }
}

/** Serves a page with an empty `main` that runs the script. */
export function servePage(script: string): Promise<ServedFiles> {
  return serveFiles({
    '/': '<!doctype html><meta charset="utf-8"><title>Page</title><main></main><script type="module" src="page.js"></script>',
    '/page.js': script,
    '/mockServiceWorker.js': workerScript(),
  })
}
