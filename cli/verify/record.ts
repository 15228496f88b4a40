// Checks the extract of a record offline, and says in plain words what it proves and what it does not.
import {
  parseExtract,
  verifyExtract,
  type Extract,
  type ExtractRefusal,
  type VerifiedEntry,
} from '../../workers/engines/log/extract.ts'
import { witnessed, type Cosigned, type Quorum } from '../../workers/engines/log/cosignature.ts'
import { isProof, parseProof } from '../../workers/engines/log/proof.ts'
import { parseSheet, verifySheet } from '../../workers/engines/log/sheet.ts'
import { err, ok, type Result } from '../../workers/kernel/result.ts'
import { minute, printable, readText } from './source.ts'

/** What is wrong with an extract, in words. */
export const REFUSALS: { readonly [refusal in ExtractRefusal]: string } = {
  'extract-invalid': 'The file is no extract of a record, or a part of it is missing.',
  'verifier-key-invalid': 'The key in the extract is no key of a log.',
  'verifier-key-differs': 'The extract names another key than yours: it is not from the register that you trust.',
  'proof-invalid': 'The proof of an entry cannot be read: it is damaged.',
  'note-invalid': 'The checkpoint of an entry cannot be read: it is damaged.',
  'not-signed': 'The checkpoint is not signed with the key.',
  'signature-wrong':
    'The signature of the checkpoint is wrong: the checkpoint was changed, or somebody else signed it.',
  'checkpoint-invalid': 'The checkpoint of an entry cannot be read: it is damaged.',
  'origin-wrong': 'The checkpoint is of another log than its key.',
  'not-in-the-log': 'An entry is not in the log: it was changed, or never entered.',
  'value-differs': 'A value is not the one that was entered: it was changed.',
  'other-record': 'An entry is of another record than the extract says.',
  'entry-missing': 'An entry between two others is left out.',
}

type Fault = ExtractRefusal | WitnessFault
type WitnessFault = 'note-invalid' | 'cosignature-wrong' | 'witnesses-missing'

const WITNESS_FAULTS: { readonly [fault in WitnessFault]: string } = {
  'note-invalid': 'The checkpoint of an entry cannot be read: it is damaged.',
  'cosignature-wrong': 'A cosignature is wrong: it was changed, or somebody else made it.',
  'witnesses-missing': 'Not enough of the witnesses that you named have seen the log so.',
}

const told = ({ seq, act, recordedAt, effectiveFrom, values }: VerifiedEntry): readonly string[] => [
  `  ${seq}. ${act}, in effect from ${effectiveFrom}, recorded ${minute(recordedAt)}`,
  ...Object.entries(values)
    .filter(([path]) => path !== 'record')
    .map(([path, value]) => `       ${path.replace(/^(?:set|input)\./u, '')}: ${value ?? 'cleared'}`),
]

/** What was checked, of either form. */
interface Checked {
  readonly register: string
  readonly record: string
  readonly verifierKey: string
  readonly entries: readonly VerifiedEntry[]
  /** Nothing between them is left out. */
  readonly dense: boolean
  readonly seen: readonly Cosigned[]
}

const standing = ({ entries, dense }: Checked): string => {
  if (entries.length === 1) return 'this entry stands'
  return dense ? 'these entries stand, with none between them left out,' : 'these entries stand'
}

/** In words: what holds, what it proves, and what it leaves open. */
function verdict(checked: Checked, pinned: boolean): string {
  const { register, record, verifierKey, entries, dense, seen } = checked
  const [log = ''] = verifierKey.split('+')
  const [first, last] = [entries[0], entries.at(-1)]
  return [
    `The extract holds. Record ${record} of the register ${register}:`,
    '',
    ...entries.flatMap(told),
    '',
    'It proves that',
    `  - ${standing(checked)} in the log ${log} of ${last?.size} entries;`,
    '  - each value shown is the one that was entered;',
    ...(pinned
      ? ['  - the log is signed with the key that you named.']
      : ['  - the extract is whole: nothing of it was changed since it was made.']),
    ...seen.map(({ witness, at }) => `  - the log was seen so by ${witness.name}, ${minute(at)};`),
    '',
    'It does not prove',
    ...(pinned
      ? []
      : [
          '  - whose log it is: the key came with the extract. Compare it with the one that the register publishes,',
          `    and give it as --key '${verifierKey}'.`,
        ]),
    ...(seen.length > 0
      ? []
      : ['  - that others were shown the same log: name the witnesses on whom you rely as --witness;']),
    `  - what happened after entry ${last?.seq}: ask the register for a new extract;`,
    ...(first !== undefined && first.seq > 1 ? [`  - what happened before entry ${first.seq};`] : []),
    ...(dense ? [] : ['  - what happened between the entries that are shown;']),
    '  - anything about fields that are not shown: they are not open to everyone.',
  ]
    .map(printable)
    .join('\n')
}

const refuse = (text: string | undefined, detail: string | undefined): 1 => {
  console.error(printable(`Refused. ${text}${detail === undefined ? '' : ` (${detail})`}`))
  return 1
}

/** Which of the witnesses that are asked for have seen every checkpoint of it. */
async function seenBy({ entries }: Extract, quorum: Quorum): Promise<Result<readonly Cosigned[], WitnessFault>> {
  const seen: Cosigned[] = []
  for (const { proof } of entries) {
    const parsed = parseProof(proof)
    if (!parsed.ok) return err('note-invalid')
    const found = await witnessed(parsed.value.checkpoint, quorum)
    if (!found.ok) return found
    seen.push(...found.value.filter(({ witness }) => seen.every((one) => one.witness.name !== witness.name)))
  }
  return ok(seen)
}

const FAULTS = { ...REFUSALS, ...WITNESS_FAULTS }

/** An extract on one sheet, as pages hand it out. */
async function checkSheet(text: string, key: string | undefined, quorum: Quorum): Promise<Result<Checked, Fault>> {
  const sheet = parseSheet(text)
  if (!sheet.ok) return sheet
  const verified = await verifySheet(sheet.value, key, quorum)
  if (!verified.ok) return verified
  const { entries, dense, cosigned: seen } = verified.value
  const { register, record, verifierKey } = sheet.value
  return ok({ register, record, verifierKey, entries, dense, seen })
}

/** An extract in JSON, with a proof for each entry. */
async function checkJson(text: string, key: string | undefined, quorum: Quorum): Promise<Result<Checked, Fault>> {
  const extract = parseExtract(text)
  if (!extract.ok) return extract
  const verified = await verifyExtract(extract.value, key)
  if (!verified.ok) return verified
  const seen = await seenBy(extract.value, quorum)
  if (!seen.ok) return seen
  const { register, record, verifierKey } = extract.value
  return ok({ register, record, verifierKey, entries: verified.value, dense: true, seen: seen.value })
}

export async function verifyRecord(source: string, key: string | undefined, quorum: Quorum): Promise<number> {
  const text = await readText(source)
  const checked = await (isProof(text) ? checkSheet : checkJson)(text, key, quorum)
  if (!checked.ok) return refuse(FAULTS[checked.error], checked.detail)
  console.log(verdict(checked.value, key !== undefined))
  return 0
}
