import { shortPath } from '../../../../openapi/read/short-path.ts'
import type { Report } from '../report.ts'

/** For programs: one JSON object. */
export function json({ findings, errors, warnings, isComplete }: Report): string {
  const listed = findings.map(({ rule, severity, message, place, inResult }) => ({
    rule,
    severity,
    message,
    ...(place && {
      file: shortPath(place.file),
      line: place.line,
      column: place.column,
      pointer: inResult ?? place.pointer,
    }),
  }))
  return JSON.stringify({ findings: listed, errors, warnings, complete: isComplete }, undefined, 2)
}
