/** Makes the Arazzo document of a system of openapi/workflows/workflows.yaml, whose first lines say by which rules. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { Contract } from '../../contract/contract.ts'
import { isObject, type JsonObject } from '../../contract/json.ts'
import { WORDS } from '../../contract/words.ts'
import { factsOf } from '../sdk/facts.ts'
import { bodyProperties } from '../sdk/keys.ts'

type Rules = ReturnType<typeof factsOf>

const TEMPLATE = join(import.meta.dirname, '../../workflows/workflows.yaml')
const PARTS = 'x-parts'
/** A rule as the whole value, or within a text. */
const RULE = /^\$rules\.([\w.]+)$/
const RULES_WITHIN = /\{\$rules\.([\w.]+)\}/g

/** What a workflow or a step may need of a system beside its operations. */
const NEEDS: Readonly<Record<string, (rules: Rules) => boolean>> = {
  limit: ({ limit }) => limit !== null,
  pause: ({ canPause }) => canPause,
  'room-for-two': ({ limit }) => limit === null || limit.max > 1,
}

/** @throws {Error} where the template says what no rule is for */
export function workflowsSource(contract: Contract): string {
  const rules = factsOf(contract)
  const { [PARTS]: _, workflows, ...head } = parse(readFileSync(TEMPLATE, 'utf8'), { merge: true, maxAliasCount: -1 })
  const own = objects(workflows).flatMap(workflow => workflowOf(workflow, contract, rules) ?? [])
  return stringify(fill({ ...head, workflows: own }, rules), { lineWidth: 120, aliasDuplicateObjects: false })
}

/** The workflow as the system has it; undefined where it has not. */
function workflowOf(template: JsonObject, contract: Contract, rules: Rules): JsonObject | undefined {
  const alternatives = Map.groupBy(objects(template.steps), ({ stepId }) => stepId)
  const steps = [...alternatives.values()].map(steps => steps.find(step => isPossible(step, contract, rules)))
  if (!meets(template, rules) || steps.includes(undefined)) return undefined
  const { [WORDS]: _, ...workflow } = template
  return { ...workflow, steps: steps.flatMap(step => (step ? [stepOf(step, contract)] : [])) }
}

function isPossible(step: JsonObject, contract: Contract, rules: Rules): boolean {
  return meets(step, rules) && contract.operations.some(({ id }) => id === step.operationId)
}

function meets({ [WORDS]: words }: JsonObject, rules: Rules): boolean {
  const needs = isObject(words) && Array.isArray(words.needs) ? words.needs.map(String) : []
  return needs.every(need => {
    const isMet = NEEDS[need]
    if (!isMet) throw new Error(`${TEMPLATE}: "${need}" is no need; there are ${Object.keys(NEEDS).join(', ')}.`)
    return isMet(rules)
  })
}

function stepOf(template: JsonObject, contract: Contract): JsonObject {
  const { [WORDS]: _, stepId, description, operationId, ...step } = template
  const { 'x-security': security, parameters, requestBody: body, outputs, ...rest } = step
  const operation = contract.operations.find(({ id }) => id === operationId)
  const { properties } = bodyProperties(contract, operation?.body?.schema)
  const isTaken = (parameter: JsonObject) =>
    parameter.in !== 'query' || operation?.query.some(({ name }) => name === parameter.name)
  return present({
    stepId,
    description,
    operationId,
    'x-security': objects(security).map(one => credentialOf(one, contract)),
    parameters: objects(parameters).filter(isTaken),
    requestBody: isObject(body) ? { ...body, payload: membersOf(body.payload, properties) } : undefined,
    ...rest,
    outputs,
  })
}

/** The members that there is something of. */
function present(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => Object.keys(value ?? {}).length > 0))
}

function membersOf(payload: unknown, properties: ReadonlyMap<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(payload ?? {}).filter(([name]) => properties.has(name)))
}

/** The credential in the form that the system's security scheme asks for. */
function credentialOf({ schemeName, values }: JsonObject, { schemes }: Contract): JsonObject {
  const carrier = schemes[String(schemeName)]?.carrier
  const credential = isObject(values) ? values.token : undefined
  switch (carrier?.in) {
    case 'bearer':
      return { schemeName, values: { token: credential } }
    case 'basic':
      // Redocly takes an empty text for a missing one; a list of it is sent as the same empty password.
      return { schemeName, values: { username: credential, password: [''] } }
    case 'header':
    case 'query': {
      const prefix = carrier.in === 'header' ? carrier.prefix : undefined
      return { schemeName, values: { apiKey: prefix === undefined ? credential : `${prefix} {${credential}}` } }
    }
    default:
      throw new Error(`${TEMPLATE}: there is no security scheme "${schemeName}".`)
  }
}

/** Puts the rules of the system where the template names them. */
function fill(value: unknown, rules: Rules): unknown {
  if (Array.isArray(value)) return value.map(item => fill(item, rules))
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, rules)]))
  if (typeof value !== 'string') return value
  const [, path] = RULE.exec(value) ?? []
  if (path !== undefined) return ruleAt(rules, path)
  return value.replaceAll(RULES_WITHIN, (_, within: string) => String(ruleAt(rules, within)))
}

function ruleAt(rules: Rules, path: string): unknown {
  const rule = path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), rules)
  if (rule === undefined) throw new Error(`${TEMPLATE}: there is no rule "${path}".`)
  return rule
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
