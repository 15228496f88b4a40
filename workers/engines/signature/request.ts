// What a person signs of their own accord: one document, of which the portal knows the fingerprint alone.
import type { SignRequest } from '../identity/intent.ts'

/** Hex SHA-256. */
export const isFingerprint = (text: string): boolean => /^[0-9a-f]{64}$/u.test(text)

/** To whoever gets it. */
export const ANYONE = 'anyone'

export const documentRequest = (fingerprint: string): SignRequest => ({
  documents: [fingerprint],
  act: 'documents.sign',
  authority: ANYONE,
})
