/** `answers`: the bodies of successful responses, by what operations do. */
import { VERBS } from '../../contract/generated/words.ts'
import { WORDS } from '../../contract/words.ts'
import type { Finding } from '../finding.ts'
import { transitionNames, unknownName } from '../lookup.ts'
import type { Model, OperationNode } from '../model/model.ts'
import type { Node } from '../model/node.ts'
import { checkAnswer } from '../template.ts'

/** The template of the verbs and transitions that are not listed. */
const DEFAULT = 'default'

export function check(model: Model): Finding[] {
  const answers = model.root.own(WORDS)?.get('answers')
  if (!answers) return []
  const transitions = [...model.resources.values()].flatMap(transitionNames)
  const known = [...VERBS, ...transitions, DEFAULT]
  return answers.members().flatMap(([name, template]) => {
    const unknown = unknownName('verb or a transition', name, known, template.at)
    return unknown.length > 0 ? unknown : once(usersOf(model, answers, name), model, template)
  })
}

/** The operations that use the template of a verb. */
function usersOf({ operations }: Model, answers: Node, name: string): OperationNode[] {
  return operations.filter(({ words }) => {
    if (!words || words.answer !== undefined) return false
    if (name !== DEFAULT) return words.does === name
    return words.resource !== undefined && answers.get(words.does) === undefined
  })
}

/** What is wrong for one operation is often wrong for all. */
function once(operations: readonly OperationNode[], model: Model, template: Node): Finding[] {
  const found = new Map<string, Finding>()
  for (const operation of operations)
    for (const finding of checkAnswer(model, operation, template)) {
      const key = `${finding.at.absolutePointer} ${finding.message.replaceAll(`\`${operation.id}\``, '')}`
      if (!found.has(key)) found.set(key, finding)
    }
  return [...found.values()]
}
