/** Puts the rules of a system into the places where a template refers to them: `$rules.limit.max`. */
import { isObject } from '../../contract/json.ts'
import { valueAt } from '../../contract/pointer.ts'
import type { factsOf } from '../sdk/facts.ts'

/** The rules of a system as the SDK shows them. */
export type Rules = ReturnType<typeof factsOf>

/** A reference to a rule, as the whole value or inside a text. */
const RULE = /^\$rules\.([\w.]+)$/
const RULES_INSIDE = /\{\$rules\.([\w.]+)\}/g

/** @throws {Error} if the template refers to a rule that does not exist */
export function withRules(value: unknown, rules: Rules): unknown {
  if (Array.isArray(value)) return value.map(item => withRules(item, rules))
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withRules(item, rules)]))
  if (typeof value !== 'string') return value
  const [, path] = RULE.exec(value) ?? []
  if (path !== undefined) return ruleAt(rules, path)
  return value.replaceAll(RULES_INSIDE, (_, path: string) => String(ruleAt(rules, path)))
}

function ruleAt(rules: Rules, path: string): unknown {
  const rule = valueAt(rules, path.split('.'))
  if (rule === undefined) throw new Error(`The template of the workflows refers to an unknown rule: "${path}".`)
  return rule
}
