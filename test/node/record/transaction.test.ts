// The protocol of acts on several records, by chance: messages are lost, come twice, late and in any order, coordinators
// and records begin anew before and after each, and acts meet over the same records in any order. In the end each act
// stands in all of its records or in none, nothing is held, and there is one order of acts that all records agree with.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { Receipt } from '../../../workers/engines/command.ts'
import {
  advance,
  begin,
  isPassing,
  messagesOf,
  outcomeOf,
  replyTo,
  type Message,
  type Told,
  type Transaction,
} from '../../../workers/engines/transaction.ts'

const receipt = (id: string): Receipt => ({ register: 'r', id, seq: 1, leafHash: '', recordedAt: 0 })
const HELD = { ok: false, error: 'record-held' } as const
const LOST = { ok: false, error: 'record-unreachable' } as const

/** One record: the act that holds it and those that were entered, all of it on disk. */
class Record_ {
  held: string | null = null
  readonly entered: string[] = []

  receive(type: Message['type'], id: string): Told['type'] | null {
    switch (replyTo(type, id, this.held, this.entered.includes(id))) {
      case 'hold':
        this.held = id
        return 'prepared'
      case 'again':
        return type === 'prepare' ? 'prepared' : 'acknowledged'
      case 'held-by-another':
        return 'refused'
      case 'enter':
        this.held = null
        this.entered.push(id)
        return 'acknowledged'
      case 'let-go':
        this.held = null
        return 'acknowledged'
      case 'nothing':
        return 'acknowledged'
    }
  }
}

/** One coordinator: what it has decided is on disk; what it has heard while it prepares is not. */
class Coordinator {
  disk: Transaction
  memory: Transaction | null
  readonly id: string
  readonly answers = new Set<string>()

  constructor(id: string, members: readonly string[]) {
    this.id = id
    this.disk = begin(members)
    this.memory = this.disk
  }

  get tx(): Transaction {
    return this.memory ?? this.disk
  }

  hear(told: Told): void {
    this.memory = advance(this.tx, told)
    if (this.memory.phase !== 'preparing') this.disk = this.memory
    if (outcomeOf(this.disk) !== 'undecided') this.answers.add(outcomeOf(this.disk))
  }

  /** All that is not on disk is gone: without a decision there is one, against it. */
  crash(): void {
    this.memory = null
    this.hear({ type: 'refused', refusal: LOST })
  }
}

interface Sent {
  readonly to: 'record' | 'coordinator'
  readonly id: string
  readonly type: Message['type']
  readonly member: string
  readonly told?: Told['type']
}

const MEMBERS = ['a', 'b', 'c', 'd']
const acts = fc.array(fc.uniqueArray(fc.constantFrom(...MEMBERS), { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
})
/** Which of what is on its way comes next, and what becomes of it. */
const fates = fc.array(
  fc.record({
    pick: fc.nat(1000),
    fate: fc.constantFrom('arrives', 'arrives', 'arrives', 'arrives', 'is lost', 'comes twice', 'crash', 'ask', 'send'),
  }),
  { minLength: 20, maxLength: 160 },
)

class World {
  readonly records = new Map(MEMBERS.map((name) => [name, new Record_()]))
  readonly coordinators: Coordinator[]
  way: Sent[] = []

  constructor(each: readonly (readonly string[])[]) {
    this.coordinators = each.map((members, n) => new Coordinator(`t${n}`, members))
    for (const one of this.coordinators) this.send(one)
  }

  record(name: string): Record_ {
    const found = this.records.get(name)
    if (found === undefined) throw new Error(name)
    return found
  }

  coordinator(id: string): Coordinator {
    const found = this.coordinators.find((one) => one.id === id)
    if (found === undefined) throw new Error(id)
    return found
  }

  send({ tx, id }: Coordinator): void {
    for (const { type, member } of messagesOf(tx)) this.way.push({ to: 'record', id, type, member })
  }

  arrive({ to, id, type, member, told }: Sent): void {
    if (to === 'record') {
      const answer = this.record(member).receive(type, id)
      if (answer !== null) this.way.push({ to: 'coordinator', id, type, member, told: answer })
      return
    }
    const one = this.coordinator(id)
    const before = messagesOf(one.tx)
    if (told === 'prepared') one.hear({ type: told, member, receipt: receipt(member) })
    if (told === 'refused') one.hear({ type: told, refusal: HELD })
    // An acknowledgement of a release says nothing of a commit, and the other way round.
    if (told === 'acknowledged' && before.some((message) => message.type === type && message.member === member))
      one.hear({ type: told, member })
    if (JSON.stringify(messagesOf(one.tx)) !== JSON.stringify(before)) this.send(one)
  }

  /** A record asks what became of what holds it. */
  ask(name: string): void {
    const record = this.record(name)
    const { held } = record
    if (held === null) return
    const one = this.coordinator(held)
    // The one that has not begun anew is waited for.
    if (one.memory !== null && outcomeOf(one.tx) === 'undecided') return
    const outcome = outcomeOf(one.disk)
    if (outcome !== 'undecided') record.receive(outcome === 'committed' ? 'commit' : 'release', held)
  }

  /** Nobody sees half: who reads a record that is held asks first. */
  read(name: string): readonly string[] {
    this.ask(name)
    return [...this.record(name).entered]
  }

  /** Everything is delivered that can be, and alarms ring until nothing is left. */
  quiesce(): void {
    for (const one of this.coordinators) if (outcomeOf(one.tx) === 'undecided') one.crash()
    for (let round = 0; round < 3; round += 1) {
      for (const one of this.coordinators) this.send(one)
      for (let next = this.way.shift(); next !== undefined; next = this.way.shift()) this.arrive(next)
      for (const name of MEMBERS) this.ask(name)
    }
  }
}

describe('an act on several records', () => {
  it('stands in all of them or in none, whatever is lost, comes twice or begins anew', ({ expect }) => {
    const seen = { committed: 0, aborted: 0 }
    fc.assert(
      fc.property(acts, fates, (each, happening) => {
        const world = new World(each)
        for (const { pick, fate } of happening) {
          const at = world.way.length === 0 ? -1 : pick % world.way.length
          const one = world.coordinators[pick % world.coordinators.length]
          if (fate === 'send' && one !== undefined) world.send(one)
          else if (fate === 'crash') one?.crash()
          else if (fate === 'ask') {
            // Two reads one after the other: whoever has seen an act in the one sees it in the other.
            const [first = 'a', second = 'b'] = [MEMBERS[pick % 4], MEMBERS[(pick >> 2) % 4]]
            for (const id of world.read(first))
              if (world.coordinator(id).disk.members.includes(second)) expect(world.read(second)).toContain(id)
          } else if (at >= 0) {
            const [next] = fate === 'comes twice' ? [world.way[at]] : world.way.splice(at, 1)
            if (next !== undefined && fate !== 'is lost') world.arrive(next)
          }
        }
        world.quiesce()
        for (const { id, disk, answers } of world.coordinators) {
          const entered = disk.members.map((name) => world.record(name).entered.filter((one) => one === id).length)
          const committed = outcomeOf(disk) === 'committed'
          expect(new Set(entered)).toEqual(new Set([committed ? 1 : 0]))
          // Nobody was told first the one and then the other.
          expect(answers.size).toBe(1)
          expect(disk.phase).toBe(committed ? 'committed' : 'aborted')
          seen[committed ? 'committed' : 'aborted'] += 1
        }
        for (const name of MEMBERS) expect(world.record(name).held).toBeNull()
        // One order for all: no two records entered two acts the other way round.
        for (const one of MEMBERS)
          for (const other of MEMBERS) {
            const shared = world.record(one).entered.filter((id) => world.record(other).entered.includes(id))
            const theirs = world.record(other).entered.filter((id) => shared.includes(id))
            expect(theirs).toEqual(shared)
          }
      }),
      { numRuns: 400 },
    )
    expect(seen.committed).toBeGreaterThan(100)
    expect(seen.aborted).toBeGreaterThan(100)
  })

  it('of many that meet over the same records at least one gets through where nothing breaks', ({ expect }) => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat(1000)), (each, chance) => {
        const world = new World(each)
        while (world.way.length > 0) {
          const [next] = world.way.splice((chance.next().value ?? 0) % world.way.length, 1)
          if (next !== undefined) world.arrive(next)
        }
        const ends = world.coordinators.map(({ disk }) => disk.phase)
        expect(ends).toContain('committed')
        // Whoever does not get through is told to try again.
        for (const { disk } of world.coordinators) if (disk.refusal !== null) expect(isPassing(disk.refusal)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('is never entered where it is not held', ({ expect }) => {
    expect(() => replyTo('commit', 't1', null, false)).toThrow('does not hold')
    expect(() => replyTo('commit', 't1', 't2', false)).toThrow('does not hold')
    expect(outcomeOf(null)).toBe('aborted')
  })
})
