/**
 * Draws the states of a resource: a column for each state, a row for each step between them. It is SVG with literal
 * colours on a ground of its own, so that it can be read on any page, light or dark.
 */
import { type Step, type Steps, spokenSteps } from './lifecycle.ts'

const COLUMN = 86
const ROW = 40
const HEAD = 56
const MARGIN = 12
/** That of a small diagram: all are drawn to the same scale. */
const LEAST_WIDTH = 5 * COLUMN + 2 * MARGIN
const FONT = 'font-family="ui-sans-serif, system-ui, sans-serif"'
const INK = '#1c2433'
const LINE = '#5b6b86'
const RAIL = '#cdd5e3'
const GROUND = '#f7f9fc'
const STATE = { fill: '#e3e9fb', stroke: '#3f5bd9', ink: '#22327f' }
const GONE = { fill: '#ffffff', stroke: '#8a94a6', ink: '#4a5364' }

/** What stands above the column of records that are deleted. */
const GONE_NAME = 'gone'

export function diagram(all: Steps, noun: string): string {
  const isGone = all.steps.some(({ to }) => to === undefined)
  const columns = [...all.states, ...(isGone ? [GONE_NAME] : [])]
  const width = columns.length * COLUMN + 2 * MARGIN
  const frame = Math.max(width, LEAST_WIDTH)
  const height = HEAD + all.steps.length * ROW + MARGIN
  const x = (state: string) => MARGIN + (columns.indexOf(state) + 0.5) * COLUMN
  const spoken = escaped(spokenSteps(all, noun))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame} ${height}" width="100%" role="img" aria-label="${spoken}">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${GROUND}" stroke="${RAIL}"/>`,
    ...columns.map(state => column(state, x(state), height, state === all.initial, state === GONE_NAME)),
    ...all.steps.map((step, index) => arrow(step, x, HEAD + (index + 0.55) * ROW)),
    '</svg>',
  ].join('')
}

function column(state: string, x: number, height: number, isInitial: boolean, isGone: boolean): string {
  const { fill, stroke, ink } = isGone ? GONE : STATE
  const dash = isGone ? ' stroke-dasharray="4 3"' : ''
  const start = isInitial ? `<circle cx="${x - 30}" cy="28" r="3" fill="${stroke}"/>` : ''
  return [
    `<path d="M${x} 40V${height - MARGIN}" stroke="${RAIL}" stroke-width="2"/>`,
    `<rect x="${x - 39}" y="16" width="78" height="24" rx="12" fill="${fill}" stroke="${stroke}"${dash}/>`,
    start,
    text(x + (isInitial ? 3 : 0), 32, state, ink, 'font-weight="600"'),
  ].join('')
}

/** From every state of the step to the one that it leads to; steps that happen by themselves are dashed. */
function arrow({ name, from, to, operations }: Step, x: (state: string) => number, y: number): string {
  const target = x(to ?? GONE_NAME)
  const starts = from.map(x).filter(start => start !== target)
  if (starts.length === 0) return ''
  const [least, most] = [Math.min(...starts, target), Math.max(...starts, target)]
  const dash = operations.length === 0 ? ' stroke-dasharray="5 4"' : ''
  const heads = [...new Set(starts.map(start => Math.sign(target - start)))].map(direction => {
    const tip = target - direction * 2
    const back = tip - direction * 8
    return `<path d="M${tip} ${y}L${back} ${y - 5}V${y + 5}Z" fill="${LINE}"/>`
  })
  const nearest = starts.reduce((best, start) => (Math.abs(start - target) < Math.abs(best - target) ? start : best))
  return [
    `<path d="M${least} ${y}H${most}" stroke="${LINE}" stroke-width="2"${dash}/>`,
    ...starts.map(start => `<circle cx="${start}" cy="${y}" r="3.5" fill="${LINE}"/>`),
    ...heads,
    text((nearest + target) / 2, y - 7, name, INK),
  ].join('')
}

function text(x: number, y: number, words: string, fill: string, more = ''): string {
  return `<text x="${x}" y="${y}" ${FONT} font-size="12" text-anchor="middle" fill="${fill}" ${more}>${escaped(words)}</text>`
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
