/** The source of the registry: for each aspect, the keywords that have it. */

/** A module of openapi/vocabulary/words. */
export interface WordModule {
  readonly word: string
  readonly source: string
}

/**
 * The exports of a module that the registry collects, with the name and the type of each table. A module that exports
 * one of these names is registered by that alone.
 */
const ASPECTS = [
  { name: 'check', table: 'checks', type: 'Check', file: '../finding.ts' },
  { name: 'refusals', table: 'refusals', type: 'Refusals', file: '../expected-refusal.ts' },
  { name: 'references', table: 'references', type: 'References', file: '../reference.ts' },
  { name: 'explainResource', table: 'resourceProse', type: 'ExplainResource', file: '../explain/prose-aspects.ts' },
  { name: 'explainScheme', table: 'schemeProse', type: 'ExplainScheme', file: '../explain/prose-aspects.ts' },
  { name: 'validate', table: 'validators', type: 'Validate', file: '../engine/written-value.ts' },
] as const

export function registrySource(modules: readonly WordModule[]): string {
  const types = Map.groupBy(ASPECTS, ({ file }) => file)
  return [
    ...[...types].map(
      ([file, aspects]) => `import type { ${aspects.map(({ type }) => type).join(', ')} } from '${file}'`,
    ),
    ...modules.flatMap(importOf),
    '',
    ...ASPECTS.flatMap(({ name, table, type }) => [
      `export const ${table} = {`,
      ...modules.filter(module => hasExport(module, name)).map(({ word }) => `  ${word}: ${localName(word, name)},`),
      `} satisfies Readonly<Record<string, ${type}>>`,
      '',
    ]),
  ].join('\n')
}

function importOf(module: WordModule): string[] {
  const names = ASPECTS.filter(({ name }) => hasExport(module, name)).map(
    ({ name }) => `${name} as ${localName(module.word, name)}`,
  )
  return names.length === 0 ? [] : [`import { ${names.join(', ')} } from '../words/${module.word}.ts'`]
}

/** The source is read as text, because the modules import what is generated from them. */
function hasExport({ source }: WordModule, name: string): boolean {
  return new RegExp(`^export (?:const|function) ${name}\\b`, 'm').test(source)
}

const localName = (word: string, aspect: string) => `${word}_${aspect}`
