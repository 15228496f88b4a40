// Whether the configuration still trusts the devices of a person's passkeys: what was struck from its list counts no more.
import { readModels, type Models } from '../../workers/engines/identity/authenticators.ts'
import type { Env } from '../../workers/env.ts'

type Listed = Pick<Env, 'AUTHENTICATORS'>

/** A deployment's settings never change under it: its certificates are read once, for all its people. */
let known: { readonly json: string; readonly models: Models } | undefined

export function modelsOf({ AUTHENTICATORS: json }: Listed): Models {
  if (known?.json === json) return known.models
  const models = readModels(json)
  if (!models.ok) throw new Error('AUTHENTICATORS is no list of models')
  known = { json, models: models.value }
  return models.value
}

/** To be called in the transaction of each change: a login, a signature, anything that asks for a level. */
export function strikeModels(sql: SqlStorage, env: Listed): void {
  const attested = sql
    .exec<{ id: string; aaguid: string; attested: string }>(
      'SELECT id, aaguid, attested FROM passkeys WHERE attested IS NOT NULL AND removed_at IS NULL',
    )
    .toArray()
  for (const { id, aaguid, attested: root } of attested)
    if (
      !modelsOf(env)
        .get(aaguid)
        ?.some(({ fingerprint }) => fingerprint === root)
    )
      sql.exec('UPDATE passkeys SET attested = NULL WHERE id = ?', id)
}
