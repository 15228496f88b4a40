// Whether an expression is cheap however it is fed: a rule that takes seconds to apply would stop a whole register.

/** A node of the parser's tree: operators nest in arrays, and names stand as text. */
interface Node {
  readonly op: string
  readonly args: unknown
}

/** They run their body once an element; one within or upon another multiplies. */
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])
/** A pattern can backtrack for ever, and a bound name can double itself: formats and acts do what these would. */
const FORBIDDEN: ReadonlySet<string> = new Set(['matches', 'bind'])

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'op' in value

function* nodes(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodes(one)
  else if (isNode(value)) {
    yield value
    yield* nodes(value.args)
  }
}

/** What makes an expression dear, or null. `tree` is what the parser made of it. */
export function dearness(tree: unknown): string | null {
  const called = [...nodes(tree)].flatMap(({ op, args }) =>
    (op === 'call' || op === 'rcall') && Array.isArray(args) ? [String(args[0])] : [],
  )
  const forbidden = called.find((name) => FORBIDDEN.has(name))
  if (forbidden !== undefined) return `${forbidden} may take for ever`
  return called.filter((name) => LOOPS.has(name)).length > 1 ? 'more than one pass over a list' : null
}
