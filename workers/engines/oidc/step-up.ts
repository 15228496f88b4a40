// Whether the login that somebody has is enough for what a relying party asks, or a stronger or a newer one is needed.
import { err, ok, type Result } from '../../kernel/result.ts'
import { atLeast, type Authentication } from '../identity/assurance.ts'
import type { AuthRequest } from './request.ts'

/** `openedAt`: when the request was put to this browser; what was shown since is new. Milliseconds. */
export function enough(
  { level, maxAge, prompt }: Pick<AuthRequest, 'level' | 'maxAge' | 'prompt'>,
  login: Pick<Authentication, 'level' | 'authAt'> | undefined,
  openedAt: number,
  now: number,
): Result<null, 'not-signed-in' | 'level-too-low' | 'login-too-old'> {
  if (login === undefined) return err('not-signed-in')
  if (!atLeast(login.level, level)) return err('level-too-low')
  if (login.authAt >= openedAt) return ok(null)
  const old = maxAge !== undefined && now - login.authAt > maxAge * 1000
  return prompt.includes('login') || old ? err('login-too-old') : ok(null)
}
