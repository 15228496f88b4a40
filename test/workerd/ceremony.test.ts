// What a visitor is asked before it is known who they are: each challenge once, each address so often.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { CHALLENGE_MS } from '../../workers/engines/identity/challenge.ts'

describe('a ceremony', () => {
  it('gives one of fifty posts of a nonce at once its nonce', async ({ expect }) => {
    const ceremony = env.CEREMONY.getByName('fifty')
    const nonce = await ceremony.issue('card')
    expect(atob(nonce)).toHaveLength(32)
    const answers = await Promise.all(Array.from({ length: 50 }, () => ceremony.take('card', nonce)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter((one) => !one.ok && one.error === 'challenge-used')).toHaveLength(49)
  })

  it('knows its own challenges alone, each for its purpose', async ({ expect }) => {
    const nonce = await env.CEREMONY.getByName('mine').issue('card')
    expect(await env.CEREMONY.getByName('theirs').take('card', nonce)).toEqual({
      ok: false,
      error: 'challenge-unknown',
    })
    expect(await env.CEREMONY.getByName('mine').take('passkey', nonce)).toEqual({
      ok: false,
      error: 'challenge-unknown',
    })
    expect((await env.CEREMONY.getByName('mine').take('card', nonce)).ok).toBe(true)
  })

  it('is over after five minutes, and forgotten after ten', async ({ expect }) => {
    const ceremony = env.CEREMONY.getByName('late')
    const nonce = await ceremony.issue('card')
    await runInDurableObject(
      ceremony,
      (_, { storage }) => void storage.sql.exec('UPDATE challenges SET issued_at = issued_at - ?', CHALLENGE_MS + 1000),
    )
    expect(await ceremony.take('card', nonce)).toEqual({ ok: false, error: 'challenge-expired' })
    expect(await runDurableObjectAlarm(ceremony)).toBe(true)
    expect(await ceremony.take('card', nonce)).toEqual({ ok: false, error: 'challenge-unknown' })
    const next = await ceremony.issue('card')
    expect((await ceremony.take('card', next)).ok).toBe(true)
  })
})

describe('a throttle', () => {
  it('lets a burst through, each step on its own', async ({ expect }) => {
    const throttle = env.THROTTLE.getByName('somewhere')
    const allowance = { burst: 2, perMinute: 1 }
    const waits = [
      await throttle.attempt('login', allowance),
      await throttle.attempt('login', allowance),
      await throttle.attempt('login', allowance),
    ]
    expect(waits.slice(0, 2)).toEqual([0, 0])
    expect(waits[2]).toBeGreaterThan(50_000)
    expect(await throttle.attempt('other', allowance)).toBe(0)
  })
})
