// Files of old registers as they come: in any letters, cut anywhere, and as somebody would write them who means harm.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { columnsOf, askedBy, suggested } from '../../../workers/engines/import/columns.ts'
import { csvLine, csvReader, rowMax, separatorOf, undefused } from '../../../workers/engines/import/csv.ts'
import { decodePart, encodingSeen, type Encoding } from '../../../workers/engines/import/decode.ts'
import { linesReader, membersIn } from '../../../workers/engines/import/lines.ts'
import type { RowReader } from '../../../workers/engines/import/rows.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { there, unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const TEXT = 'Име;Град\r\nЙордан „Дачо“;Щръклево 😀\r\n'

const windows1251 = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code < 128 ? code : 63
  })
const mik = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0x80 : code < 128 ? code : 63
  })
const utf16 = (text: string, little: boolean, mark: boolean) => {
  const units = mark ? `\ufeff${text}` : text
  return Uint8Array.from({ length: 2 * units.length }, (_, at) => {
    const code = units.charCodeAt(Math.floor(at / 2))
    return (at % 2 === 0) === little ? code & 255 : code >> 8
  })
}

/** All of a file that comes in parts of this size. */
function decoded(encoding: Encoding, bytes: Uint8Array, size: number): string {
  let rest: Uint8Array | null = null
  let all = ''
  for (let at = 0; at < bytes.length; at += size) {
    const part: { text: string; rest: Uint8Array } = decodePart(encoding, rest, bytes.slice(at, at + size))
    all += part.text
    rest = part.rest
  }
  return all
}

function seen(bytes: Uint8Array): Encoding {
  const looking = encodingSeen()
  for (let at = 0; at < bytes.length; at += 7) looking.see(bytes.subarray(at, at + 7))
  return looking.end()
}

describe('letters', () => {
  const plain = TEXT.replaceAll(/[„“😀]/gu, '')
  it.for<[Encoding, Uint8Array, string]>([
    ['utf-8', new TextEncoder().encode(TEXT), TEXT],
    ['utf-8', new TextEncoder().encode(`\ufeff${TEXT}`), TEXT],
    ['utf-16le', utf16(TEXT, true, true), TEXT],
    ['utf-16be', utf16(TEXT, false, true), TEXT],
    ['windows-1251', windows1251(plain), plain],
    ['mik', mik(plain), plain],
  ])('of %s are recognised, and read the same wherever a part ends', ([encoding, bytes, text], { expect }) => {
    expect(seen(bytes)).toBe(encoding)
    for (let size = 4; size <= 12; size += 1) expect(decoded(encoding, bytes, size)).toBe(text)
  })

  it('of which a part is missing, or which are none, are read as what they are not, and no more', ({ expect }) => {
    expect(decodePart('utf-8', null, Uint8Array.of(0xff, 0x41)).text).toBe('\ufffdA')
    expect(decodePart('utf-16le', null, Uint8Array.of(0x00, 0xd8)).text).toBe('')
    expect(seen(new Uint8Array())).toBe('utf-8')
  })
})

const rowsOf = (make: (from?: string) => RowReader, text: string, cuts: readonly number[]) => {
  let reader = make()
  const rows = []
  let at = 0
  for (const cut of [...cuts.toSorted((a, b) => a - b), text.length]) {
    rows.push(...unwrap(reader.push(text.slice(at, cut))))
    // A crash between two parts: another goes on.
    reader = make(reader.standing())
    at = cut
  }
  rows.push(...unwrap(reader.end()))
  return rows
}

describe('cells', () => {
  it('are the same wherever the text is cut, and whoever goes on', ({ expect }) => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'я', '"', ';', '\n', ' ', ',', '1') })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(60)),
        (rows, cuts) => {
          const text = rows.map((cells) => csvLine(cells, ';')).join('')
          const found = rowsOf((from) => csvReader(';', from), text, cuts)
          const kept = rows.filter((cells) => cells.some((one) => one.trim() !== ''))
          expect(found.map(({ cells }) => cells)).toEqual(kept)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('are separated by what stands there most often, outside of quotation marks', ({ expect }) => {
    expect(separatorOf('a;b;"c,d,e,f"')).toBe(';')
    expect(separatorOf('a\tb\tc')).toBe('\t')
  })

  it('that a spreadsheet would take for a formula are written so that it does not, and read back as they were', ({
    expect,
  }) => {
    for (const cell of ['=1+1', '+359888', '@cmd', '-5', '\tx']) {
      const written = csvLine([cell], ';').trimEnd()
      expect(written.replaceAll('"', '').startsWith("'")).toBe(true)
      expect(undefused(`'${cell}`)).toBe(cell)
    }
    expect(undefused("'t Hooft")).toBe("'t Hooft")
  })

  it.for<[what: string, text: string, code: string, line: string]>([
    ['a quotation mark that nobody closes', `a;b\n1;"2\n3;4\n`, 'quote-not-closed', '2'],
    ['a line of ten million letters', `a;b\n${'x'.repeat(10_000_000)}`, 'row-too-long', '2'],
    ['an open quotation mark before all the rest', `"${'1;2\n'.repeat(100_000)}`, 'row-too-long', '1'],
  ])('%s are refused, with their line', ([, text, code, line], { expect }) => {
    const reader = csvReader(';')
    const pushed = reader.push(text)
    expect(pushed.ok ? reader.end() : pushed).toMatchObject({ ok: false, error: code, detail: line })
  })

  it('in lines of JSON are those of the members, and a line that is none says so', ({ expect }) => {
    const text = '{"a":1,"b":"x"}\nnot json\n{"a":2,"b":null}\n[1]\n{"a":{"deep":1},"b":""}\n{"__proto__":{"a":1}}\n'
    const headings = membersIn(text.slice(0, 16))
    expect(headings).toEqual(['a', 'b'])
    const found = rowsOf((from) => linesReader(headings, from), text, [3, 20])
    expect(found.map(({ cells, fault }) => fault ?? cells)).toEqual([
      [1, 'x'],
      'line-invalid',
      [2, ''],
      'line-invalid',
      'line-with-more',
      'line-with-more',
    ])
    expect(linesReader([]).push('x'.repeat(rowMax + 1))).toMatchObject({ ok: false, error: 'row-too-long' })
  })
})

describe('columns', () => {
  const club = unwrap(loadRegister(tennisClub))
  const join = there(club.acts.get('join'))

  it('are found by what they are called, and say what is wrong with them', ({ expect }) => {
    const headings = ['Номер', 'NICKNAME', 'ръка', 'Роден', 'izvor:why', '']
    expect(suggested(club, join, headings, {})).toEqual(['number', 'nickname', 'hand', 'born', '', ''])
    const columns = unwrap(columnsOf(club, join, headings, {}))
    expect(askedBy(columns, ['7', ' Гого ', 'ЛЯВА', '4.5.1990 г.', 'x', ''])).toEqual({
      key: '7',
      input: { nickname: 'Гого', hand: 'left', born: '1990-05-04' },
    })
    const wrong = columnsOf(club, join, ['Номер', 'x', 'y'], { x: 'hand', y: 'hand', z: 'born' })
    expect(wrong.ok ? [] : wrong.faults).toEqual([
      { code: 'column-unknown', name: 'z' },
      { code: 'column-twice', name: 'hand' },
      { code: 'column-missing', name: 'nickname' },
      { code: 'column-missing', name: 'born' },
    ])
    const hostile = columnsOf(club, join, ['constructor', 'matches.999999999.share'], {})
    expect(hostile.ok ? [] : hostile.faults.slice(0, 2)).toEqual([
      { code: 'column-no-field', name: 'constructor' },
      { code: 'column-no-field', name: 'matches.999999999.share' },
    ])
  })
})
