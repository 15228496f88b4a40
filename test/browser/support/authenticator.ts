// A phone with a fingerprint reader, as far as a page can tell: Chromium's virtual authenticator with user verification.
import type { CDPSession, Page } from 'playwright-core'

export interface Authenticator {
  /** Ids of the passkeys that it holds, base64. */
  readonly passkeys: () => Promise<readonly string[]>
  /** Whether the next fingerprints match. */
  readonly setVerified: (verified: boolean) => Promise<void>
  readonly remove: () => Promise<void>
}

const OPTIONS = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const

/** Gives the page's browser an authenticator of its own, empty at first. It answers every prompt at once. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: OPTIONS })
  return {
    passkeys: async () => {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.map(({ credentialId }) => credentialId)
    },
    setVerified: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    remove: async () => {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    },
  }
}
