/**
 * `npm run attack -- [TOOL...] [--seed N] [--short]`: runs the tools, all of them by default. It prints their counts, and
 * ends with 1 if one of them found a violation.
 */
import { parseArgs } from 'node:util'
import { tools } from './tools.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, short: { type: 'boolean', default: false } },
})
const names = positionals.length > 0 ? positionals : Object.keys(tools)
const unknown = names.filter(name => !Object.hasOwn(tools, name))
const seed = Number(values.seed)
if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  console.error(`Usage: npm run attack -- [${Object.keys(tools).join('|')}]... [--seed INTEGER] [--short]`)
  process.exit(2)
}

const rows: { tool: string; count: string; figure: number }[] = []
const found: string[] = []
for (const tool of names) {
  const start = performance.now()
  const { counts, violations } = (await tools[tool]?.({ size: values.short ? 'short' : 'full', seed })) ?? {
    counts: {},
    violations: [],
  }
  const figures = { ...counts, violations: violations.length, seconds: (performance.now() - start) / 1000 }
  for (const [count, figure] of Object.entries(figures)) rows.push({ tool, count, figure: Number(figure.toFixed(1)) })
  found.push(...violations.map(violation => `${tool}: ${violation}`))
}
console.table(rows)
for (const violation of found) console.error(violation)
process.exitCode = found.length > 0 ? 1 : 0
