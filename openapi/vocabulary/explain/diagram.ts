/**
 * Draws the lifecycle of a resource as SVG: a column for each state, a row for each transition. It has its own background
 * and literal colours, so that it is readable on light and dark pages. Horizontal positions are percentages, because some
 * Markdown renderers remove the `viewBox`.
 */
import { type Step, type Steps, spokenSteps } from '../model/steps.ts'

const ROW = 40
const HEAD = 56
const MARGIN = 12
/** The width of a column if there are only a few, as a percentage of the page. */
const SHARE = 20
const FONT = 'font-family="ui-sans-serif, system-ui, sans-serif" font-size="12" text-anchor="middle"'
const INK = '#1c2433'
const LINE = '#5b6b86'
const RAIL = '#cdd5e3'
const BACKGROUND = '#f7f9fc'
const STATE = { fill: '#e3e9fb', stroke: '#3f5bd9', ink: '#22327f' }
const DELETED = { fill: '#ffffff', stroke: '#8a94a6', ink: '#4a5364' }

/** The heading of the column for deleted records. */
const DELETED_NAME = 'gone'

export function diagram(all: Steps, noun: string): string {
  const isDeleted = all.steps.some(({ to }) => to === undefined)
  const columns = [...all.states, ...(isDeleted ? [DELETED_NAME] : [])]
  const column = 100 / columns.length
  const height = HEAD + all.steps.length * ROW + MARGIN
  const middle = (state: string) => (columns.indexOf(state) + 0.5) * column
  const spoken = escaped(spokenSteps(all, noun))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.min(100, columns.length * SHARE)}%" height="${height}" role="img" aria-label="${spoken}">`,
    `<rect width="100%" height="${height}" rx="10" fill="${BACKGROUND}"/>`,
    ...columns.map(state => head(state, middle(state), column, height, state === DELETED_NAME)),
    ...all.steps.map((step, index) => arrow(step, middle, HEAD + (index + 0.55) * ROW)),
    '</svg>',
  ].join('')
}

function head(state: string, x: number, column: number, height: number, isDeleted: boolean): string {
  const { fill, stroke, ink } = isDeleted ? DELETED : STATE
  const dash = isDeleted ? ' stroke-dasharray="4 3"' : ''
  return [
    `<line x1="${x}%" y1="40" x2="${x}%" y2="${height - MARGIN}" stroke="${RAIL}" stroke-width="2"/>`,
    `<rect x="${x - column * 0.46}%" y="16" width="${column * 0.92}%" height="24" rx="12" fill="${fill}" stroke="${stroke}"${dash}/>`,
    text(x, 32, state, ink, ' font-weight="600"'),
  ].join('')
}

/** From each source state to the target state. Transitions without an operation are dashed. */
function arrow({ name, from, to, operations }: Step, middle: (state: string) => number, y: number): string {
  const target = middle(to ?? DELETED_NAME)
  const starts = from.map(middle).filter(start => start !== target)
  const nearest = starts.toSorted((one, other) => Math.abs(one - target) - Math.abs(other - target))[0]
  if (nearest === undefined) return ''
  const [least, most] = [Math.min(...starts, target), Math.max(...starts, target)]
  const dash = operations.length === 0 ? ' stroke-dasharray="5 4"' : ''
  const directions = new Set(starts.map(start => Math.sign(target - start)))
  return [
    `<line x1="${least}%" y1="${y}" x2="${most}%" y2="${y}" stroke="${LINE}" stroke-width="2"${dash}/>`,
    ...starts.map(start => `<circle cx="${start}%" cy="${y}" r="3.5" fill="${LINE}"/>`),
    ...[...directions].map(direction => tip(target, y, direction)),
    text((nearest + target) / 2, y - 7, name, INK),
  ].join('')
}

/** The head of an arrow. It is a nested SVG, because a path cannot use percentages. */
function tip(x: number, y: number, direction: number): string {
  const back = -9 * direction
  return `<svg x="${x}%" y="${y}" overflow="visible"><path d="M${-direction} 0L${back} -5V5Z" fill="${LINE}"/></svg>`
}

function text(x: number, y: number, words: string, fill: string, more = ''): string {
  return `<text x="${x}%" y="${y}" ${FONT} fill="${fill}"${more}>${escaped(words)}</text>`
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
