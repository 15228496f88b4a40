// A deployment without its settings serves nothing, whatever is asked of it, and says by name what it lacks.
import { env } from 'cloudflare:workers'
import { describe, it, vi } from 'vitest'
import { app } from '../../workers/http/app.tsx'

const REQUIRED = ['ORIGIN', 'INDEX_KEY', 'LOG_KEY', 'SESSION_KEY', 'OPERATOR_TOKEN'] as const

/** What a path answers, and what is said where operators look. */
async function ask(path: string, settings: object) {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    const answer = await app.request(`https://izvor.example${path}`, {}, { ...env, ...settings })
    return { status: answer.status, text: await answer.text(), logged: log.mock.calls.flat().map(String) }
  } finally {
    log.mockRestore()
  }
}

describe('a deployment that lacks a setting', () => {
  it.for(REQUIRED)('is stopped without %s, which the answer and the log name', async (name, { expect }) => {
    const said = `settings missing or malformed: ${name}`
    for (const path of ['/', '/api/registers', '/operator/registers', '/registers/vehicles/log/key', '/nowhere'])
      expect(await ask(path, { [name]: undefined })).toEqual({ status: 503, text: `${said}\n`, logged: [said] })
  })

  it('is told of all at once, and nobody is told what a setting holds', async ({ expect }) => {
    const { status, text } = await ask('/', { INDEX_KEY: 'short-and-secret', OPERATOR_TOKEN: '' })
    expect([status, text]).toEqual([503, 'settings missing or malformed: INDEX_KEY, OPERATOR_TOKEN\n'])
  })

  it('serves when it has them', async ({ expect }) => {
    expect(await ask('/api/registers', {})).toMatchObject({ status: 200, logged: [] })
  })
})
