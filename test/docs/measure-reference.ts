/**
 * `npm run docs:measure`: the bytes that the largest reference loads, and its longest tasks on a processor that is four
 * times slower. Build the documentation first.
 *
 * Most of both is Redoc itself: a script of 2.3 MB, which is one module and starts in one task, and a first rendering, which a
 * trace shows as one call. Pages cannot divide either. They show what was rendered at build time before the script runs.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type { Browser } from 'playwright'
import { SITE } from '../../docs/build/paths.ts'
import { launchChromium } from '../browser/chromium.ts'

const RUNS = 3
const FOLDER = join(SITE, 'reference')
const [largest = ''] = readdirSync(FOLDER).sort((one, other) => sizeOf(other) - sizeOf(one))
const files = [`reference/${largest}`, 'assets/redoc.js', 'assets/redoc.css', 'assets/site.js']

function sizeOf(file: string): number {
  return statSync(join(FOLDER, file)).size
}

for (const file of files) {
  const bytes = readFileSync(join(SITE, file))
  console.log(`${file}: ${kB(bytes.length)}, compressed ${kB(brotliCompressSync(bytes).length)}`)
}
const browser = await launchChromium()
const runs: number[][] = []
for (let run = 0; run < RUNS; run++) runs.push(await longestTasks(browser))
await browser.close()
const best = runs.reduce((one, other) => ((other[0] ?? 0) < (one[0] ?? 0) ? other : one))
console.log(`longest tasks, with a processor four times slower: ${best.join(', ')} ms`)

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}

interface TraceEvent {
  readonly name: string
  /** Microseconds of processor time, which other programs on the machine do not change. */
  readonly tdur?: number
}

/** Milliseconds, the longest first. */
async function longestTasks(browser: Browser): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const cdp = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'toplevel'] },
  })
  await page.goto(pathToFileURL(join(SITE, 'reference', largest)).href)
  await page.waitForSelector('.menu-content a', { state: 'attached' })
  // Redoc has drawn everything when the browser has had nothing to do for a while.
  for (let idle = 0; idle < 3; idle++)
    await page.evaluate(() => new Promise(resolve => requestIdleCallback(() => setTimeout(resolve, 300))))
  const ended = new Promise(resolve => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await ended
  await page.close()
  const tasks = events.filter(({ name }) => name === 'ThreadControllerImpl::RunTask')
  return tasks
    .map(({ tdur = 0 }) => Math.round(tdur / 1000))
    .sort((one, other) => other - one)
    .slice(0, 5)
}
