// What is wrong with a definition, and where: each fault is a value, so that it can be shown at its place and in two languages.

/** Every fault that an author can make; web/messages says each in words. */
export type FaultCode =
  | 'not-json'
  | 'too-long'
  | 'too-deep'
  | 'reserved-name'
  | 'missing'
  | 'wrong-kind'
  | 'unknown-member'
  | 'unknown-format'
  | 'text-missing'
  | 'text-too-long'
  | 'too-many'
  | 'id-wrong'
  | 'name-wrong'
  | 'law-without-article'
  | 'too-many-values'
  | 'key-no-field'
  | 'key-no-text'
  | 'key-optional'
  | 'key-without-format'
  | 'key-no-name'
  | 'bounds-wrong'
  | 'no-columns'
  | 'no-options'
  | 'column-too-open'
  | 'sensitive-nobody'
  | 'words-closed'
  | 'facet-misplaced'
  | 'document-found'
  | 'unique-misplaced'
  | 'unique-unfound'
  | 'sets-unique'
  | 'apart-misplaced'
  | 'sets-apart'
  | 'expression-wrong'
  | 'type-wrong'
  | 'role-wrong'
  | 'nobody'
  | 'no-second'
  | 'only-creates'
  | 'only-nobody'
  | 'within-nobody'
  | 'level-unknown'
  | 'stake-unknown'
  | 'no-field'
  | 'takes-key'
  | 'takes-retired'
  | 'hides-field'
  | 'sets-key'
  | 'refusal-without-text'
  | 'record-without'
  | 'erases-nothing'
  | 'erases-own'
  | 'erases-key'
  | 'no-creating-act'
  | 'no-person'
  | 'person-not-found'
  | 'source-wrong'
  | 'principal-wrong'
  | 'defines-nothing'
  | 'migration-order'
  | 'board-by'
  | 'board-closed'
  | 'alike-field'
  | 'alike-act'
  | 'each-no-group'
  | 'act-unknown'
  | 'together-role'
  | 'together-demand'

export interface Fault<Code extends string = FaultCode> {
  /** Where it is, from the top of the definition: `fields.owner.label.bg`; empty for the whole. */
  readonly path: string
  readonly code: Code
  /** What it is about: a name, the type that an expression yields, what the checker of expressions said. */
  readonly about?: string
}

/** Takes a fault at a place within what is being checked. */
export type Say = (path: string, code: FaultCode, about?: string) => void

export const sayInto =
  (faults: Fault[], before = ''): Say =>
  (path, code, about) =>
    faults.push({
      path: [before, path].filter((part) => part !== '').join('.'),
      code,
      ...(about === undefined ? {} : { about }),
    })

/** The same, each at a place within this one. */
export const sayAt =
  (say: Say, before: string): Say =>
  (path, code, about) =>
    say(path === '' ? before : `${before}.${path}`, code, about)

/** One a line, for logs and programmers. */
export const faultText = ({ path, code, about }: Fault<string>): string =>
  `${path}: ${code}${about === undefined ? '' : ` (${about})`}`
