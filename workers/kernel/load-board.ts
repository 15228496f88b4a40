// Loading the boards of a register: the groups are the options of an open field, and the public page shows what is open.
import { sayAt, type Say } from './fault.ts'
import { isOpen } from './field.ts'
import { isId, isRole, own } from './load-field.ts'
import type { RegisterDefinition } from './register.ts'

/** A page shows no more side by side. */
const COLUMNS_MAX = 8
/** Each is a page that somebody looks for. */
const BOARDS_MAX = 10

function checkColumns(register: RegisterDefinition, columns: readonly string[], open: boolean, say: Say): void {
  if (columns.length > COLUMNS_MAX) say('columns', 'too-many', String(COLUMNS_MAX))
  for (const column of columns) {
    const field = own(register.fields, column)
    if (field !== undefined && (field.type === 'list' || (open && !isOpen(field))))
      say('columns', 'board-closed', column)
    if (field === undefined && !Object.hasOwn(register.computed ?? {}, column)) say('columns', 'no-field', column)
  }
}

function checkOrder(register: RegisterDefinition, order: string | undefined, say: Say): void {
  if (order === undefined || Object.hasOwn(register.computed ?? {}, order)) return
  const field = own(register.fields, order)
  if (field?.type !== 'integer') say('order', 'no-field', order)
}

export function checkBoards(register: RegisterDefinition, sayAll: Say): void {
  const all = Object.entries(register.boards ?? {})
  if (all.length > BOARDS_MAX) sayAll('boards', 'too-many', String(BOARDS_MAX))
  for (const [name, board] of all.slice(0, BOARDS_MAX)) {
    const say = sayAt(sayAll, `boards.${name}`)
    if (!isId(name)) say('', 'id-wrong', name)
    const by = own(register.fields, board.by)
    if (by?.type !== 'choice' || by.disclose !== 'open' || by.find !== 'exact') say('by', 'board-by', board.by)
    checkColumns(register, board.columns, true, say)
    checkOrder(register, board.order, say)
    if (board.desk === undefined) continue
    const atDesk = sayAt(say, 'desk')
    if (!/\d/u.test(board.desk.law)) atDesk('law', 'law-without-article')
    if (board.desk.roles.length === 0) atDesk('roles', 'nobody')
    for (const role of board.desk.roles) if (!isRole(role)) atDesk('roles', 'role-wrong', role)
    checkColumns(register, board.desk.columns, false, atDesk)
    checkOrder(register, board.desk.order, atDesk)
  }
}
