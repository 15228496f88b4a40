// Which nonces of a few minutes were used: of many that come with the same one at once, the first gets through.
import { DurableObject } from 'cloudflare:workers'
import { NONCE_MS } from '../workers/engines/wallet/secrets.ts'
import type { Env } from '../workers/env.ts'

export class WalletNonceObject extends DurableObject<Env> {
  /** False where it was used before. An object has the nonces of one span of time, and goes with them. */
  async use(nonce: string): Promise<boolean> {
    const { kv } = this.ctx.storage
    if (kv.get(nonce) !== undefined) return false
    kv.put(nonce, 1)
    await this.ctx.storage.setAlarm(Date.now() + 3 * NONCE_MS)
    return true
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }
}
