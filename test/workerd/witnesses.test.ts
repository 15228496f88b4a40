// The witnesses of a register's log: those that are asked and those that come; what they say stands under checkpoints and
// proofs, whatever breaks on the way, and nobody else's word does.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { RegisterObject } from '../../durable-objects/register.ts'
import { hashLeaf } from '../../workers/engines/leaf.ts'
import { formatCheckpoint, parseCheckpoint, signCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { cosign, cosignedBy, parseWitnessKey, witnessKey } from '../../workers/engines/log/cosignature.ts'
import { parseVerifierKey, signerFrom } from '../../workers/engines/log/note.ts'
import { parseProof, verifyProof } from '../../workers/engines/log/proof.ts'
import { follows, nothingSeen, parseSubmission, type Head } from '../../workers/engines/log/witness.ts'
import { fromBase64, utf8 } from '../../workers/kernel/bytes.ts'
import { registerObject } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { entered, settle } from '../support/ledger.ts'
import { testSigner } from '../support/log.ts'
import { there, unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

const NOW = Date.parse('2026-03-02T09:00:00Z')
const ADDRESS = 'https://vitosha.example'
const vitosha = await testSigner('vitosha.example/w', 31)
const rila = await testSigner('rila.example/w', 32)
const keys = [vitosha, rila].map((one) => unwrap(parseWitnessKey(witnessKey(one))))
const WITNESSES = JSON.stringify([{ key: witnessKey(vitosha), url: ADDRESS }, { key: witnessKey(rila) }])

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => void vi.restoreAllMocks())

/** The first witness, at the other end of the net: it keeps to the protocol; `first` is what becomes of the first request. */
function witness(first?: (answer: () => Promise<Response>) => Promise<Response>) {
  let seen: Head = nothingSeen
  let times = 0
  const answer = async (text: string): Promise<Response> => {
    const { old, proof, checkpoint } = unwrap(parseSubmission(text))
    const next = unwrap(parseCheckpoint(checkpoint))
    if (old !== seen.size) return new Response(`${seen.size}\n`, { status: 409 })
    if (!follows(seen, next, proof).ok) return new Response('', { status: 422 })
    seen = next
    return new Response(await cosign(checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1), vitosha, NOW))
  }
  const ours = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (input !== `${ADDRESS}/add-checkpoint`) return ours(input, init)
    times += 1
    const body = typeof init?.body === 'string' ? init.body : ''
    return times === 1 && first !== undefined ? first(() => answer(body)) : answer(body)
  })
  return { seen: () => seen, times: () => times }
}

let made = 0
const entry = (seq: number) => ({ seq, leaf: `leaf ${seq}`, leafHash: hashLeaf(`leaf ${seq}`) })

/** A log of its own, with so many entries published, in surroundings with witnesses. */
async function logWith(entries: number) {
  const name = `watched-${(made += 1)}`
  const register = registerObject(env, name)
  await runInDurableObject(register, (object: RegisterObject) => {
    const instance = object as unknown as { env: typeof env }
    instance.env = { ...instance.env, WITNESSES }
  })
  const grow = async (from: number, to: number) => {
    await register.deliver(
      'a',
      Array.from({ length: to - from }, (_, n) => entry(from + n + 1)),
      null,
    )
    await settle([], name)
  }
  await grow(0, entries)
  const key = unwrap(parseVerifierKey((await register.state()).verifierKey))
  return { register, name, grow, key }
}

/** The alarm rings, as often as there is something to do, and the answers come. */
async function shown(register: DurableObjectStub<RegisterObject>, size: number, name = 'vitosha.example/w') {
  await vi.waitUntil(async () => {
    await runInDurableObject(register, (object: RegisterObject, { storage }) => {
      storage.sql.exec('UPDATE asked SET due_at = 1')
      return object.alarm()
    })
    return (await register.state()).witnesses.some((one) => one.name === name && one.last?.size === size)
  })
}

describe('a witness that is asked', () => {
  it('is shown each checkpoint with a proof, and stands under what is published', async ({ expect }) => {
    const net = witness()
    const { register, grow, key } = await logWith(5)
    await shown(register, 5)
    await grow(5, 300)
    await shown(register, 300)
    expect(net.seen().size).toBe(300)
    const note = await register.checkpoint()
    expect(unwrap(await cosignedBy(note, keys)).map((one) => one.witness.name)).toEqual(['vitosha.example/w'])
    const proof = unwrap(parseProof((await register.proof('a', 7)) ?? ''))
    expect((await verifyProof(proof, utf8('leaf 7'), key)).ok).toBe(true)
    expect(unwrap(await cosignedBy(proof.checkpoint, keys))).toHaveLength(1)
    // What was published since nobody has seen: proofs of older entries keep to what was seen.
    await runInDurableObject(register, (_, { storage }) => void storage.sql.exec('UPDATE asked SET due_at = 4e12'))
    await grow(300, 302)
    expect(unwrap(await cosignedBy(await register.checkpoint(), keys))).toEqual([])
    expect(parseCheckpoint(await register.checkpoint(true))).toMatchObject({ value: { size: 300 } })
    expect(unwrap(parseProof((await register.proof('a', 7)) ?? '')).checkpoint).toBe(proof.checkpoint)
    expect(unwrap(parseProof((await register.proof('a', 302)) ?? '')).checkpoint).toBe(await register.checkpoint())
  })

  it.for([
    ['before it was reached', () => Promise.reject(new Error('the connection was lost'))],
    [
      'after it has cosigned, and nobody knows',
      async (answer: () => Promise<Response>) => (await answer(), Promise.reject(new Error('lost'))),
    ],
    ['of the witness itself', async () => new Response('', { status: 503 })],
    ['with an answer that is no cosignature', async () => new Response('— vitosha.example/w AAAAAAAA\n')],
  ] as const)('is asked again after a crash %s', async ([, first], { expect }) => {
    const net = witness(first)
    const { register } = await logWith(9)
    await vi.waitUntil(async () => {
      await runInDurableObject(register, (object: RegisterObject) => object.alarm())
      return net.times() > 0
    })
    await vi.waitUntil(() =>
      runInDurableObject(
        register,
        (_, { storage }) => storage.sql.exec('SELECT 1 FROM asked WHERE failures = 1').toArray().length > 0,
      ),
    )
    expect(await runInDurableObject(register, (_, { storage }) => storage.getAlarm())).toBeGreaterThan(Date.now())
    expect(unwrap(await cosignedBy(await register.checkpoint(), keys))).toEqual([])
    await shown(register, 9)
    expect(unwrap(await cosignedBy(await register.checkpoint(), keys))).toHaveLength(1)
  })

  it('that has seen another log of this name is not believed, and holds nothing up', async ({ expect }) => {
    const net = witness(async () => new Response('4000\n', { status: 409 }))
    const { register, grow } = await logWith(3)
    await vi.waitUntil(async () => {
      await runInDurableObject(register, (object: RegisterObject) => object.alarm())
      return net.times() > 0
    })
    await grow(3, 6)
    expect(parseCheckpoint(await register.checkpoint())).toMatchObject({ value: { size: 6 } })
  })
})

describe('a witness that comes by itself', () => {
  const visitor = new Visitor({ ...env, WITNESSES })
  const bring = async (note: string) => {
    const answer = await visitor.raw('POST', '/registers/vehicles/log/cosignatures', { body: note })
    return { status: answer.status, ...(await answer.json<{ code?: string; cosigned?: string[] }>()) }
  }
  const published = async () => {
    const { id } = await entered()
    await settle([id])
    return (await visitor.get('/registers/vehicles/log/checkpoint')).text()
  }
  const textOf = (note: string) => note.slice(0, note.lastIndexOf('\n\n') + 1)

  it('is heard, once however often it comes, and stands under the checkpoint and the extract', async ({ expect }) => {
    const note = await published()
    const line = await cosign(textOf(note), rila, NOW)
    expect(await bring(note + line)).toEqual({ status: 200, cosigned: ['rila.example/w'] })
    expect(await bring(note + line)).toEqual({ status: 200, cosigned: ['rila.example/w'] })
    const served = await (await visitor.get('/registers/vehicles/log/checkpoint')).text()
    expect(served).toBe(note + line)
    // After a restart as well, and when the log has grown.
    await evictDurableObject(registerObject(env, 'vehicles'))
    await published()
    expect(await (await visitor.get('/registers/vehicles/log/witnessed')).text()).toBe(note + line)
  })

  it.for([
    [...attack('log', 'a cosignature by a witness whom nobody named'), 'stranger'],
    [...attack('log', 'a cosignature of another log of that name'), 'other log'],
    ['with a wrong signature', 'cosignature-wrong', 'wrong'],
    ['of a log that is larger than ours', 'log-forked', 'larger'],
    ['with no note at all', 'note-invalid', 'nothing'],
  ] as const)('%s is refused: %s', async ([, code, kind], { expect }) => {
    const note = await published()
    const { size, root, origin } = unwrap(parseCheckpoint(note))
    const own = await signerFrom(origin, fromBase64(env.LOG_KEY))
    const other = (change: Partial<Head>) => signCheckpoint({ origin, size, root, ...change }, own)
    const cosigned = async (text: string, by = rila) => text + (await cosign(textOf(text), by, NOW))
    const notes = {
      stranger: () => testSigner('stranger.example/w', 40).then((by) => cosigned(note, by)),
      // Even where our own key had signed it: what was published is what the object has.
      'other log': async () => cosigned(await other({ root: new Uint8Array(32).fill(9) })),
      wrong: async () => note + (await cosign('something else\n', rila, NOW)),
      larger: async () => cosigned(await other({ size: size + 1 })),
      nothing: async () => 'nothing',
    }
    expect(await bring(await notes[kind]())).toMatchObject({ code })
    const served = await (await visitor.get('/registers/vehicles/log/checkpoint')).text()
    expect(unwrap(await cosignedBy(served, keys))).toEqual([])
    expect(formatCheckpoint(unwrap(parseCheckpoint(served)))).toBe(textOf(there(note)))
  })
})
