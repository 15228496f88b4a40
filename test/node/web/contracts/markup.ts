// HTML in one way of writing it, so that two pieces can be compared: what a browser makes of them, not how they are spelt.

const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/gu
const ATTRIBUTE = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gu
const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta'])
/** Present is all that they say, whatever their value. */
const BOOLEAN = new Set(['checked', 'disabled', 'hidden', 'open', 'selected'])
/** Scripts of govuk-frontend are not loaded, so nothing asks for them. */
const OF_SCRIPTS = new Set(['data-module', 'data-disable-auto-focus', 'data-prevent-double-click', 'data-behaviour'])

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', ctdot: '⋯' }

interface Element {
  readonly tag: string
  readonly attributes: readonly string[]
  readonly children: (Element | string)[]
}

const decoded = (text: string) =>
  text.replaceAll(/&(?:#(\d+)|(\w+));/gu, (whole, decimal?: string, name?: string) =>
    decimal === undefined ? (ENTITIES[name ?? ''] ?? whole) : String.fromCodePoint(Number(decimal)),
  )

const collapsed = (text: string) => decoded(text).replaceAll(/\s+/gu, ' ').trim()

const attributes = (text: string): readonly string[] =>
  [...text.matchAll(ATTRIBUTE)]
    .filter(([, name = '']) => !OF_SCRIPTS.has(name))
    .map(([, name = '', double, single, bare]) =>
      BOOLEAN.has(name) ? name : `${name}="${collapsed(double ?? single ?? bare ?? '')}"`,
    )
    .toSorted()

function parse(html: string): Element {
  const root: Element = { tag: '', attributes: [], children: [] }
  const open = [root]
  for (const [, closes, tag, rest = '', closed, text] of html.matchAll(TOKEN)) {
    if (text !== undefined && collapsed(text) !== '') open.at(-1)?.children.push(collapsed(text))
    if (tag === undefined) continue
    if (closes === '/') {
      if (open.pop()?.tag !== tag) throw new Error(`</${tag}> closes nothing in ${html}`)
      continue
    }
    const element = { tag, attributes: attributes(rest), children: [] }
    open.at(-1)?.children.push(element)
    if (closed !== '/' && !VOID.has(tag)) open.push(element)
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.tag}> is not closed in ${html}`)
  return root
}

/** Without the elements of these classes, and without what held nothing else. */
function pruned(element: Element, absent: readonly string[]): Element | null {
  if (absent.some((name) => element.attributes.some((one) => one.startsWith('class=') && one.includes(name))))
    return null
  const children = element.children.map((child) => (typeof child === 'string' ? child : pruned(child, absent)))
  const left = children.filter((child) => child !== null)
  return left.length === 0 && children.length > 0 ? null : { ...element, children: left }
}

const lines = ({ tag, attributes: own, children }: Element, depth: number): readonly string[] => [
  `${'  '.repeat(depth)}<${[tag, ...own].join(' ')}>`,
  ...children.flatMap((child) =>
    typeof child === 'string' ? `${'  '.repeat(depth + 1)}${child}` : lines(child, depth + 1),
  ),
]

/** A line a tag or a text: attributes in the order of the alphabet, spaces between tags gone. */
export function markup(html: string, absent: readonly string[] = []): string {
  const root = pruned(parse(html), absent)
  return root === null ? '' : lines(root, 0).join('\n')
}
