// Brings a backup into an empty portal, and proves that what is there then is what was saved.
import { resolve } from 'node:path'
import { keptKinds } from '../workers/engines/backup/kept.ts'
import { chainOf, type Manifest } from '../workers/engines/backup/manifest.ts'
import { Folder, type KeptManifest } from './backup/folder.ts'
import { readingKeys } from './backup/keys.ts'
import { keepDrill } from './backup/report.ts'
import { Source } from './backup/source.ts'
import { portalOf, portalOptions, portalUsage, type Operator } from './operator.ts'
import { readOptions, UsageError } from './options.ts'
import { progress } from './progress.ts'
import { rebuildPart } from './rebuild.ts'
import { bring } from './restore/bring.ts'
import { compare, type Compared } from './restore/compare.ts'
import { Target } from './restore/target.ts'
import { Unable } from './unable.ts'

export const usage = `Usage: npx izvor restore <folder> --keys <folder> [options]
  Brings the last backup in the folder into an empty portal, and compares all of it. One that was cut off goes on.
  --keys <folder>    identity.txt, which opens the backup, and verifier.txt, by which it is believed
  --number <number>  another backup than the last
  --drill            a restore test: compares, and lets nothing happen that was still to be done (letters, payments)
${portalUsage}
  Ends with 0 where all is equal, with 1 where it is not.`

/** All is looked at before anything is written. */
async function chosen(
  folder: Folder,
  kept: readonly KeptManifest[],
  number: string | undefined,
): Promise<readonly KeptManifest[]> {
  const last = number === undefined ? kept.at(-1) : kept.find(({ manifest }) => manifest.number === Number(number))
  if (last === undefined)
    throw new Unable(`There is no ${number === undefined ? 'finished backup' : `backup ${number}`} in ${folder.path}.`)
  const chain = chainOf(kept, last)
  if (chain === null)
    throw new Unable(
      `A backup before number ${last.manifest.number} is missing in ${folder.path}: copy the whole folder.`,
    )
  for (const { manifest } of chain) for (const chunk of manifest.chunks) folder.read(chunk)
  return chain
}

/** Names are HMACs under one key, logs are signed with another, passkeys are bound to the address: all must be the same. */
async function fits(source: Source, manifest: Manifest): Promise<void> {
  const { origin, index, log } = await source.beginning()
  const other = [...(index === manifest.index ? [] : ['INDEX_KEY']), ...(log === manifest.log ? [] : ['LOG_KEY'])]
  if (other.length > 0)
    throw new Unable(
      `This portal has another ${other.join(' and another ')} than the one that was saved: give it the secrets from your safe, then restore.`,
    )
  if (origin !== manifest.origin)
    throw new Unable(
      `This portal is at ${origin}, and the one that was saved was at ${manifest.origin}: set ORIGIN (locally --origin) to that, then restore.`,
    )
}

async function rebuild(operator: Operator, manifest: Manifest): Promise<void> {
  for (const { register } of manifest.logs) await rebuildPart(operator, `registers/${register}`)
  await rebuildPart(operator, 'cases')
}

async function wakeAll(source: Source, target: Target, manifest: Manifest): Promise<void> {
  for (const kind of keptKinds)
    for (const shard of manifest.marks.keys())
      for await (const names of source.changes(kind, shard, 0, ''))
        for (let at = 0; at < names.length; at += 50) await target.wake(kind, names.slice(at, at + 50))
}

const told = ({ what, equal, differ }: Compared): string =>
  differ.length === 0 ? `  equal    ${equal} ${what}` : `  DIFFERS  ${what}: ${equal} equal, not ${differ.join(', ')}`

interface Restoring {
  readonly folder: Folder
  readonly identity: string
  readonly chain: readonly KeptManifest[]
  readonly operator: Operator
  readonly source: Source
  readonly target: Target
}

/** Whether what is there then is what was saved, which is said figure by figure; and how long it took, in seconds. */
async function bringAndCompare({ operator, ...restoring }: Restoring): Promise<{ equal: boolean; seconds: number }> {
  const { source, chain } = restoring
  const { manifest } = chain.at(-1)!
  const started = performance.now()
  const chunks = chain.flatMap((one) => one.manifest.chunks).filter(({ kind }) => kind !== 'rows' && kind !== 'table')
  const bar = progress('Restoring', chunks.length)
  let done = 0
  const brought = await bring({
    ...restoring,
    sequenced: async (register) => (await source.beginning()).logs.find((log) => log.register === register)?.size ?? 0,
    brought: () => bar.at(Math.min(chunks.length, (done += 1))),
  })
  bar.end()
  await rebuild(operator, manifest)
  const seconds = (performance.now() - started) / 1000
  const verdicts = await compare(source, manifest, brought)
  const { counts } = brought
  console.log(
    [
      `Backup ${manifest.number} of ${new Date(manifest.at).toISOString()}: ${counts.objects} objects, ${counts.entries} entries of logs, ${counts.files} files in ${seconds.toFixed(1)} s`,
      ...verdicts.map(told),
    ].join('\n'),
  )
  return { equal: verdicts.every(({ differ }) => differ.length === 0), seconds: (performance.now() - started) / 1000 }
}

export async function run(args: readonly string[]): Promise<number> {
  const options = {
    ...portalOptions,
    keys: { type: 'string' },
    number: { type: 'string' },
    drill: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = readOptions(args, options, 1)
  const [path] = positionals
  if (path === undefined) throw new UsageError('Which folder?')
  if (values.keys === undefined) throw new UsageError('Which --keys? identity.txt and verifier.txt are there.')
  const { identity, verifier } = readingKeys(resolve(values.keys))
  const folder = new Folder(resolve(path))
  const chain = await chosen(folder, await folder.manifests(verifier), values.number)
  const { manifest, hash } = chain.at(-1)!
  const first = manifest.chunks[0]
  if (first !== undefined) await folder.lines(first, identity)

  const operator = portalOf(values)
  const source = new Source(operator)
  await fits(source, manifest)
  const target = new Target(operator, hash)
  const { again, stage } = await target.begin()
  if (again) console.log('Goes on with the restore that was cut off.')
  // What was compared may go on with its work by now, and so differ.
  const done =
    stage === 'compared' ? null : await bringAndCompare({ folder, identity, chain, operator, source, target })
  const equal = done?.equal ?? true
  if (values.drill && done !== null)
    console.log(
      `Written down in ${keepDrill(folder, { backup: hash, at: Date.now(), ...done })}: the next backup tells the portal.`,
    )
  if (equal) {
    await target.reach('compared')
    if (!values.drill) await wakeAll(source, target, manifest)
    await target.reach('finished')
  }
  console.log(
    equal
      ? 'What was restored is what was saved.'
      : 'What was restored is NOT what was saved: do not open this portal.',
  )
  return equal ? 0 : 1
}
