/** What the search finds in the SDK and the mock: each export, and its properties and methods. */
import { type DeclarationReflection, type ProjectReflection, ReflectionKind, type Router } from 'typedoc'
import type { SearchEntry } from './entry.ts'

const EXPORTS = ReflectionKind.SomeExport
const MEMBERS = ReflectionKind.Property | ReflectionKind.Method | ReflectionKind.Accessor

export function sdkEntries(project: ProjectReflection, router: Router): readonly SearchEntry[] {
  const found = project.getReflectionsByKind(EXPORTS | MEMBERS) as DeclarationReflection[]
  return found.flatMap(reflection => {
    const { name, parent } = reflection
    // Members of unnamed types, and schemas, which the references explain, have no place of their own.
    if (!router.hasUrl(reflection) || !parent || name.startsWith('__') || reflection.getFullName().includes('Schemas.'))
      return []
    const text = summaryOf(reflection)
    const isMember = reflection.kindOf(MEMBERS)
    // A class or interface that has them, too, is enough. Calls and their parameters are found by the operation.
    if (isMember && (text === '' || reflection.inheritedFrom)) return []
    return {
      kind: isMember ? 'member' : 'sdk',
      title: name,
      page: isMember ? parent.name : `from ${parent.name}`,
      path: `sdk/${router.getFullUrl(reflection)}`,
      text,
    } as const
  })
}

function summaryOf({ comment, signatures, getSignature }: DeclarationReflection): string {
  const parts = (comment ?? signatures?.[0]?.comment ?? getSignature?.comment)?.summary ?? []
  return parts
    .map(({ text }) => text)
    .join('')
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
