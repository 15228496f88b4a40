// Open data as a table: what a spreadsheet would carry out stays text, and every cell is read back as it was.
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { csvLine } from '../../../workers/engines/csv.ts'

describe('a cell', () => {
  it.for<[text: string, cell: string]>([
    ['София', 'София'],
    ['=1+1', `'=1+1`],
    ['+359 2', `'+359 2`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['  =cmd|calc', `'  =cmd|calc`],
    ['\t=1', `'\t=1`],
    ['\r=1', `"'\r=1"`],
    ['＝1+1', `'＝1+1`],
    ['a=1', 'a=1'],
    ['a;b', '"a;b"'],
    ['say "no", twice', '"say ""no"", twice"'],
    ['two\nlines', '"two\nlines"'],
  ])('of text %j is %j', ([text, cell], { expect }) => expect(csvLine([text])).toBe(`${cell}\r\n`))

  it('of a number stays a number, and what is absent is empty', ({ expect }) => {
    expect(csvLine([-5, true, undefined, 'x'])).toBe('-5,true,,x\r\n')
    expect(csvLine([[{ share: '1/2' }]])).toBe('"[{""share"":""1/2""}]"\r\n')
  })

  it('never begins with what is carried out, and is one cell', ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const line = csvLine([text])
        expect(/^"?\s*[=+\-@]/u.test(line)).toBe(false)
        const bare = line.slice(0, -2)
        const read = bare.startsWith('"') ? bare.slice(1, -1).replaceAll('""', '"') : bare
        expect([text, `'${text}`]).toContain(read)
      }),
    )
  })
})
