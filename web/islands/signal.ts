// Tells the browser which passkeys count here, so that its list offers no other (WebAuthn Level 3, 5.1.10). Where there is
// no such signal, or nobody hears it, nothing is lost: the portal refuses what it does not know.
//
//   data-signal="accepted"  with data-handle and data-passkeys, ids with spaces between: these count, and no others
//   data-signal="unknown"   with data-passkeys: this one does not
import { sendSignal } from '@simplewebauthn/browser'

async function send(place: HTMLElement): Promise<void> {
  const ids = (place.dataset['passkeys'] ?? '').split(' ').filter((id) => id !== '')
  const [first = ''] = ids
  try {
    if (place.dataset['signal'] === 'unknown')
      await sendSignal({ signalName: 'unknownCredential', rpID: location.hostname, credentialID: first })
    else
      await sendSignal({
        signalName: 'allAcceptedCredentials',
        rpID: location.hostname,
        userID: place.dataset['handle'] ?? '',
        allAcceptedCredentialIDs: ids,
      })
  } catch {
    // A browser that knows no signals.
  }
}

for (const place of document.querySelectorAll<HTMLElement>('[data-signal]')) void send(place)
