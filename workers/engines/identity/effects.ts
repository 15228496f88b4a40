// What a person's object brings about elsewhere. Each effect, done again, changes nothing.
import type { ActCommand } from '../command.ts'
import type { CredentialAct } from './credential.ts'

/** An act of the register of keys, and the passkey that it is about. */
export interface CredentialEffect {
  readonly to: 'credentials'
  readonly passkey: string
  readonly act: CredentialAct
  readonly command: ActCommand
}

export type PersonEffect = CredentialEffect

/** Acts on one record happen in their order; nothing else waits for them. */
export const laneOf = ({ to, command }: PersonEffect): string => `${to}:${command.key}`
