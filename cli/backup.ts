// Saves a portal into a folder: encrypted, signed, what has changed since the last time; and says how much it was.
import { resolve } from 'node:path'
import { Folder } from './backup/folder.ts'
import { makeKeys, writingKeys } from './backup/keys.ts'
import { report } from './backup/report.ts'
import { Source } from './backup/source.ts'
import { take } from './backup/take.ts'
import { portalOf, portalOptions, portalUsage } from './operator.ts'
import { readOptions, UsageError } from './options.ts'

export const usage = `Usage: npx izvor backup <folder> --keys <folder> [options]
       npx izvor backup --make-keys <folder> [--origin <url>]
  Saves what has changed since the last backup in the folder; the first, and one a week, is whole. One that was cut off
  goes on where it was. The folder may be copied anywhere: it is encrypted, and its manifests are signed.
  --make-keys <folder> makes identity.txt (opens backups: move it to a safe), recipient.txt (encrypts), signing.key
                       (signs) and verifier.txt (says whose backups are believed)
  --keys <folder>      recipient.txt and signing.key
  --whole              a whole backup now
${portalUsage}`

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

export async function run(args: readonly string[]): Promise<number> {
  const options = {
    ...portalOptions,
    keys: { type: 'string' },
    'make-keys': { type: 'string' },
    whole: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = readOptions(args, options, 1)
  if (values['make-keys'] !== undefined) {
    const made = await makeKeys(resolve(values['make-keys']), values.origin)
    console.log(`${made.join('\n')}\nMove identity.txt to a safe place: it opens every backup, and no backup needs it.`)
    return 0
  }
  const [path] = positionals
  if (path === undefined) throw new UsageError('Which folder?')
  if (values.keys === undefined)
    throw new UsageError('Which --keys? `npx izvor backup --make-keys <folder>` makes some.')
  const { recipient, signer } = await writingKeys(resolve(values.keys))
  const operator = portalOf(values)
  const source = new Source(operator)
  const folder = new Folder(resolve(path))
  folder.make()
  const before = await folder.manifests({ name: signer.name, publicKey: new Uint8Array(signer.publicKey) })
  const started = performance.now()
  let again = 0
  const made = await take(
    {
      folder,
      source,
      recipient,
      signer,
      whole: values.whole,
      now: Date.now,
      kept: (_, known) => void (again += known ? 1 : 0),
    },
    before,
  )
  const seconds = (performance.now() - started) / 1000
  const { counts, chunks, number, previous } = made.manifest
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)
  console.log(
    `Backup ${number}${previous === null ? ', whole' : ''}: ${counts.objects} objects, ${counts.log} entries of logs, ${counts.files} files; ${megabytes(bytes)} in ${chunks.length} chunks, ${seconds.toFixed(1)} s${again === 0 ? '' : ` (${again} chunks were there from before it was cut off)`}.`,
  )
  await report(operator, folder, [...before, made])
  return 0
}
