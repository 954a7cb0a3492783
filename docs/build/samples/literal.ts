/** A JSON value as TypeScript writes it: on one line where it is short. */
const WIDTH = 60

export function literal(value: unknown, indent = ''): string {
  const short = inline(value)
  if (short.length <= WIDTH) return short
  const deeper = `${indent}  `
  if (Array.isArray(value)) return `[\n${value.map(item => `${deeper}${literal(item, deeper)},\n`).join('')}${indent}]`
  if (typeof value === 'object' && value !== null) {
    const lines = Object.entries(value).map(([name, item]) => `${deeper}${member(name)}: ${literal(item, deeper)},\n`)
    return `{\n${lines.join('')}${indent}}`
  }
  return short
}

function inline(value: unknown): string {
  if (typeof value === 'string')
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).map(([name, item]) => `${member(name)}: ${inline(item)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function member(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`
}
