// What an authority is called: its record in the register of authorities says it.
import type { Env } from '../env.ts'
import type { Localised } from '../kernel/localised.ts'
import { recordById } from '../store/objects.ts'

const REGISTER = 'authorities'

/** In both languages; its code where it is not in the register. */
export async function authorityName(env: Pick<Env, 'RECORD' | 'JURISDICTION'>, code: string): Promise<Localised> {
  const values = (await recordById(env, REGISTER, code).open())?.values ?? {}
  return { bg: String(values['name'] ?? code), en: String(values['nameLatin'] ?? code) }
}
