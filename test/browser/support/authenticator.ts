// A phone with a fingerprint reader, as far as a page can tell: Chromium's virtual authenticator with user verification.
import type { CDPSession, Page } from 'playwright-core'

/** A passkey, private key and all, as a password manager carries it to another device. */
interface Passkey {
  readonly credentialId: string
  readonly isResidentCredential: boolean
  readonly rpId?: string
  readonly privateKey: string
  readonly userHandle?: string
  readonly signCount: number
}

export interface Authenticator {
  readonly passkeys: () => Promise<readonly Passkey[]>
  /** Whether the finger is the owner's. */
  readonly setVerified: (isUserVerified: boolean) => Promise<void>
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

interface Options {
  /** Passkeys that came from another device. */
  readonly carried?: readonly Passkey[]
  /** Whether the browser offers passkeys in fields: this one then takes the first by itself, without a tap. */
  readonly offers?: boolean
}

const OFFERS_NONE = `if (globalThis.PublicKeyCredential !== undefined)
  PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)`

/** Gives the page's browser an authenticator of its own. It answers every prompt at once. */
export async function addAuthenticator(
  page: Page,
  { carried = [], offers = false }: Options = {},
): Promise<Authenticator> {
  if (!offers) await page.addInitScript(OFFERS_NONE)
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: OPTIONS })
  for (const credential of carried) await session.send('WebAuthn.addCredential', { authenticatorId, credential })
  return {
    passkeys: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    setVerified: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}
