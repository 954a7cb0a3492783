import type { LintFinding } from '../../../openapi/read/lint-finding.ts'

/** What was found, for all formats. */
export interface Report {
  /** What was linted, as messages name it. */
  readonly subject: string
  /** Errors first, and findings of the same rule together. */
  readonly findings: readonly LintFinding[]
  readonly errors: number
  readonly warnings: number
  /** False if the rest was not checked. */
  readonly isComplete: boolean
}

/** @param isStrict whether warnings count as errors */
export function reportOf(
  subject: string,
  { findings, isComplete }: Pick<Report, 'findings' | 'isComplete'>,
  isStrict: boolean,
): Report {
  const counted = isStrict ? findings.map(finding => ({ ...finding, severity: 'error' as const })) : findings
  const [errors, warnings] = (['error', 'warning'] as const).map(wanted =>
    counted.filter(({ severity }) => severity === wanted),
  )
  return {
    subject,
    findings: [errors, warnings].flatMap(list => [...Map.groupBy(list ?? [], ({ rule }) => rule).values()].flat()),
    errors: errors?.length ?? 0,
    warnings: warnings?.length ?? 0,
    isComplete,
  }
}
