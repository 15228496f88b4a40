// What a visitor is asked before it is known who they are: each challenge once, each address so often.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import type { ThrottleObject } from '../../durable-objects/throttle.ts'
import { CHALLENGE_MS } from '../../workers/engines/identity/challenge.ts'

describe('a ceremony', () => {
  it('gives one of fifty posts of a nonce at once its nonce', async ({ expect }) => {
    const ceremony = env.CEREMONY.getByName('fifty')
    const nonce = await ceremony.issue()
    expect(atob(nonce)).toHaveLength(32)
    const answers = await Promise.all(Array.from({ length: 50 }, () => ceremony.take(nonce)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((one) => !one.ok && one.error === 'challenge-used')).toHaveLength(49)
  })

  it('knows its own challenges alone', async ({ expect }) => {
    const nonce = await env.CEREMONY.getByName('mine').issue()
    expect(await env.CEREMONY.getByName('theirs').take(nonce)).toEqual({
      ok: false,
      error: 'challenge-unknown',
    })
    expect((await env.CEREMONY.getByName('mine').take(nonce)).ok).toBe(true)
  })

  it('is over after five minutes, and forgotten after ten', async ({ expect }) => {
    const ceremony = env.CEREMONY.getByName('late')
    const nonce = await ceremony.issue()
    await runInDurableObject(
      ceremony,
      (_, { storage }) => void storage.sql.exec('UPDATE challenges SET issued_at = issued_at - ?', CHALLENGE_MS + 1000),
    )
    expect(await ceremony.take(nonce)).toEqual({ ok: false, error: 'challenge-expired' })
    expect(await runDurableObjectAlarm(ceremony)).toBe(true)
    expect(await ceremony.take(nonce)).toEqual({ ok: false, error: 'challenge-unknown' })
    const next = await ceremony.issue()
    expect((await ceremony.take(next)).ok).toBe(true)
  })
})

describe('a throttle', () => {
  it('lets a burst through, each step and each address on its own', async ({ expect }) => {
    const throttle = env.THROTTLE.getByName('somewhere')
    const allowance = { burst: 2, perMinute: 1 }
    const waits = [
      await throttle.attempt('one', 'login', allowance),
      await throttle.attempt('one', 'login', allowance),
      await throttle.attempt('one', 'login', allowance),
    ]
    expect(waits.slice(0, 2)).toEqual([0, 0])
    expect(waits[2]).toBeGreaterThan(50_000)
    expect(await throttle.attempt('one', 'other', allowance)).toBe(0)
    expect(await throttle.attempt('two', 'login', allowance)).toBe(0)
  })

  it('remembers so many, and forgets first who would wait no more', async ({ expect }) => {
    const throttle = env.THROTTLE.getByName('crowded')
    await runInDurableObject(throttle, (object: ThrottleObject) => {
      const slow = { burst: 1, perMinute: 1 }
      expect(object.attempt('slow', 'login', slow)).toBe(0)
      // Full again at once: a minute has more than enough of them.
      const quick = { burst: 1, perMinute: 60_000_000 }
      for (let n = 0; n < 25_000; n += 1) object.attempt(`quick ${n}`, 'login', quick)
      expect(object.attempt('slow', 'login', slow)).toBeGreaterThan(0)
    })
  })
})
