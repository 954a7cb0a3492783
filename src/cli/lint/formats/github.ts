import type { LintFinding } from '../../../../openapi/read/lint-finding.ts'
import { shortPath } from '../../../../openapi/read/short-path.ts'
import type { Report } from '../report.ts'

/**
 * Workflow commands of GitHub Actions, which become annotations.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubCommands({ findings }: Report): string {
  return findings.map(command).join('\n')
}

function command({ rule, severity, message, place }: LintFinding): string {
  const properties = {
    ...(place && { file: shortPath(place.file), line: place.line, col: place.column }),
    title: rule,
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`)
  return `::${severity} ${list.join(',')}::${escapedData(message)}`
}

/** A command is one line, in which `%` begins an escape. */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** The characters that separate properties are escaped too. */
function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
