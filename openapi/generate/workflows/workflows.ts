import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { Contract } from '../../contract/contract.ts'
import { isObject, type JsonObject, objects, strings } from '../../contract/json.ts'
import { WORDS } from '../../contract/words.ts'
import { factsOf } from '../sdk/facts.ts'
import { type Rules, withRules } from './rules.ts'
import { stepOf } from './steps.ts'

const TEMPLATE = join(import.meta.dirname, '../../workflows/workflows.yaml')
/** The field of the template with the parts that it repeats by YAML anchors. */
const PARTS = 'x-parts'

/** What a workflow or a step may require of a system in addition to its operations. */
const NEEDS: Readonly<Record<string, (rules: Rules) => boolean>> = {
  limit: ({ limit }) => limit !== null,
  pause: ({ canPause }) => canPause,
  'room-for-two': ({ limit }) => limit === null || limit.max > 1,
}

/**
 * The Arazzo document of a system, made from the template openapi/workflows/workflows.yaml, which explains how.
 *
 * @throws {Error} if the template refers to a need, a rule or a security scheme that does not exist
 */
export function workflowsSource(contract: Contract): string {
  const rules = factsOf(contract)
  const { [PARTS]: _, workflows, ...head } = parse(readFileSync(TEMPLATE, 'utf8'), { merge: true, maxAliasCount: -1 })
  const possible = objects(workflows).flatMap(workflow => workflowOf(workflow, contract, rules) ?? [])
  const document = withRules({ ...head, workflows: possible }, rules)
  return stringify(document, { lineWidth: 120, aliasDuplicateObjects: false })
}

/** The workflow as the system can run it; undefined if it cannot. */
function workflowOf(template: JsonObject, contract: Contract, rules: Rules): JsonObject | undefined {
  const alternatives = Map.groupBy(objects(template.steps), ({ stepId }) => stepId)
  const steps = [...alternatives.values()].map(steps => steps.find(step => isPossible(step, contract, rules)))
  if (!meetsNeeds(template, rules) || steps.includes(undefined)) return undefined
  const { [WORDS]: _, ...workflow } = template
  return { ...workflow, steps: steps.flatMap(step => (step ? [stepOf(step, contract)] : [])) }
}

function isPossible(step: JsonObject, contract: Contract, rules: Rules): boolean {
  return meetsNeeds(step, rules) && contract.operations.some(({ id }) => id === step.operationId)
}

function meetsNeeds({ [WORDS]: words }: JsonObject, rules: Rules): boolean {
  const needs = isObject(words) ? strings(words.needs) : []
  return needs.every(need => {
    const isMet = NEEDS[need]
    if (!isMet) {
      const known = Object.keys(NEEDS).join(', ')
      throw new Error(`The template of the workflows has an unknown need: "${need}". Known needs: ${known}.`)
    }
    return isMet(rules)
  })
}
