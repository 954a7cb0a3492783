/**
 * `npm run paint`: how soon the settings page and the documentation are visible on a slow network and a slow processor, and
 * what they load. It fails if a bound is exceeded.
 */
import type { BrowserContext, CDPSession, Page } from 'playwright'
import { launchChromium } from '../browser/chromium.ts'
import { start } from './running.ts'

/** "Slow 4G" of Chrome's developer tools. Latency in milliseconds, throughput in bytes per second. */
const NETWORK = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 }
const CPU_SLOWDOWN = 4
/** The best one counts: a busy machine can only slow a page down. */
const ROUNDS = 5
/** The page counts as complete if nothing was received for this many milliseconds. */
const QUIET = 2500

const BOUNDS = { seconds: 2, kilobytes: 250, longestTask: 100 }

interface Paint {
  /** The largest contentful paint, in seconds. */
  readonly seconds: number
  /** What went over the network, in kilobytes. */
  readonly kilobytes: number
  /** The longest task, in milliseconds; 0 if none took more than 50. */
  readonly longestTask: number
}

/** Runs in the page. */
function watch(): void {
  const seen = { paint: 0, longest: 0 }
  Object.assign(globalThis, { seen })
  new PerformanceObserver(list => {
    for (const { startTime } of list.getEntries()) seen.paint = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
  }).observe({ type: 'longtask', buffered: true })
}

async function measure(page: Page, load: (page: Page) => Promise<unknown>): Promise<Paint> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', NETWORK)
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  const complete = receive(session)
  await page.addInitScript(watch)
  await load(page)
  const bytes = await complete
  const { paint, longest } = await page.evaluate(
    () => (globalThis as unknown as { seen: { paint: number; longest: number } }).seen,
  )
  await page.close()
  return { seconds: paint / 1000, kilobytes: bytes / 1000, longestTask: longest }
}

/** Resolves with the bytes that were received, headers included, when nothing more comes. */
function receive(session: CDPSession): Promise<number> {
  return new Promise(resolve => {
    let bytes = 0
    let timer: NodeJS.Timeout | undefined
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => resolve(bytes), QUIET)
    }
    session.on('Network.requestWillBeSent', wait)
    session.on('Network.dataReceived', wait)
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
      wait()
    })
  })
}

/** Signs in without throttling, and returns the context, whose cache is then emptied. */
async function signedIn(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(origin)
  await page.getByLabel('Password').fill('password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  const session = await context.newCDPSession(page)
  await session.send('Network.clearBrowserCache')
  await session.detach()
  return page
}

const server = await start(port => ['node', 'src/cli/main.ts', 'mock', '--port', port])
await using browser = await launchChromium()
const { origin } = server

const PAGES: Readonly<Record<string, (context: BrowserContext) => Promise<Paint>>> = {
  'settings page, signed out': async context => measure(await context.newPage(), page => page.goto(origin)),
  'settings page, signed in': async context => measure(await signedIn(context, origin), page => page.reload()),
  'documentation, home': async context => measure(await context.newPage(), page => page.goto(`${origin}/docs/`)),
}

let isOver = false
const rows = []
for (const [name, run] of Object.entries(PAGES)) {
  const paints: Paint[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext()
    paints.push(await run(context))
    await context.close()
  }
  const best = (field: keyof Paint) => Math.min(...paints.map(paint => paint[field]))
  const exceeded = (Object.keys(BOUNDS) as (keyof Paint)[]).filter(field => best(field) > BOUNDS[field])
  isOver ||= exceeded.length > 0
  rows.push({
    page: name,
    'largest paint': `${best('seconds').toFixed(2)} s`,
    received: `${best('kilobytes').toFixed(0)} kB`,
    'longest task': `${best('longestTask').toFixed(0)} ms`,
    exceeds: exceeded.join(', ') || 'nothing',
  })
}
await server.stop()
console.table(rows)
if (isOver) {
  console.error(`At most ${BOUNDS.seconds} s, ${BOUNDS.kilobytes} kB and tasks of ${BOUNDS.longestTask} ms.`)
  process.exitCode = 1
}
