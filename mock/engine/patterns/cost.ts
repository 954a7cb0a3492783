import type { AST } from '@eslint-community/regexpp'

/** An upper bound of what a backtracking matcher does at one position of a text. */
interface Cost {
  /** In how many ways the node can match: how often all that follows is tried again. */
  readonly ways: number
  readonly steps: number
}

const ONE: Cost = { ways: 1, steps: 1 }

/** An upper bound of the steps that a native regular expression takes for a text, whatever its characters are. */
export function stepsFor(pattern: AST.Pattern, length: number): number {
  const starts = pattern.alternatives.every(isAnchored) ? 1 : length + 1
  return starts * ofAlternatives(pattern.alternatives, length).steps
}

function isAnchored({ elements: [first] }: AST.Alternative): boolean {
  return first?.type === 'Assertion' && first.kind === 'start'
}

function ofAlternatives(alternatives: readonly AST.Alternative[], length: number): Cost {
  const costs = alternatives.map(({ elements }) => inSequence(elements.map(element => costOf(element, length))))
  return { ways: sum(costs.map(({ ways }) => ways)), steps: sum(costs.map(({ steps }) => steps)) }
}

/** Each element is tried again for each way in which those before it match. */
function inSequence(costs: readonly Cost[]): Cost {
  let ways = 1
  let steps = 0
  for (const cost of costs) {
    steps += ways * cost.steps
    ways *= cost.ways
  }
  return { ways, steps }
}

function costOf(node: AST.Element, length: number): Cost {
  switch (node.type) {
    case 'Quantifier':
      return repeated(costOf(node.element, length), node, length)
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(node.alternatives, length)
    case 'Assertion':
      // What a lookaround has matched is not tried again.
      return 'alternatives' in node ? { ways: 1, steps: ofAlternatives(node.alternatives, length).steps } : ONE
    default:
      return ONE
  }
}

function repeated({ ways, steps }: Cost, { min, max }: AST.Quantifier, length: number): Cost {
  const most = Math.min(max, Math.max(length, min))
  if (ways === 1) return { ways: most - min + 1, steps: Math.max(1, most) * steps }
  return { ways: ways ** most * (min === most ? 1 : 2), steps: steps * ways ** most }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
