/** `answer`: the body of the successful response of an operation, as a template. */
import type { Finding } from '../finding.ts'
import type { Model } from '../model/model.ts'
import { checkAnswer } from '../template.ts'

export function check(model: Model): Finding[] {
  return model.operations.flatMap(operation => {
    const template = operation.words && operation.wordsNode.get('answer')
    return template ? checkAnswer(model, operation, template) : []
  })
}
