import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Place } from '../../../../openapi/read/document/types.ts'
import type { LintFinding } from '../../../../openapi/read/lint-finding.ts'
import { shortPath } from '../../../../openapi/read/short-path.ts'
import type { Report } from '../report.ts'

/** SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarif({ findings, isComplete }: Report, version: string): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'latchkey', version, rules: rules.map(id => ({ id })) } },
          columnKind: 'utf16CodeUnits',
          invocations: [{ executionSuccessful: isComplete }],
          results: findings.map(finding => resultOf(finding, rules)),
        },
      ],
    },
    undefined,
    2,
  )
}

function resultOf({ rule, severity, message, place, inResult }: LintFinding, rules: readonly string[]) {
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: message },
    locations: place ? [locationOf(place, inResult ?? place.pointer)] : [],
  }
}

function locationOf({ file, line, column }: Place, pointer: string) {
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } },
    logicalLocations: [{ fullyQualifiedName: pointer }],
  }
}

/** Relative to the working directory, which code scanning takes for the root of the repository. */
function uriOf(file: string): string {
  if (/^https?:/.test(file)) return file
  const path = shortPath(file)
  return isAbsolute(path)
    ? pathToFileURL(path).href
    : encodeURI(path.replaceAll('\\', '/')).replaceAll('#', '%23').replaceAll('?', '%3F')
}
