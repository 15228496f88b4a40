// Who signs an application with its applicant: before it is signed, while signatures are awaited, and ever after.
import { signing as messages } from '../../messages/signing.ts'
import type { CaseView } from '../../../workers/engines/case/view.ts'
import { kindOf, partiesAtTurn, type Party, type Together } from '../../../workers/engines/case/together.ts'
import type { LoadedService } from '../../../workers/kernel/load-service.ts'
import { consentSigner, jointDays } from '../../../workers/kernel/load-signers.ts'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { formatDateTime } from '../format.ts'
import type { Page } from '../page.ts'
import { Law, roleInWords, type Surroundings } from '../registers/words.tsx'

interface Shown {
  readonly page: Page
  readonly service: LoadedService
  readonly surroundings: Surroundings
}

const signerOf = ({ definition }: LoadedService, name: string) => definition.signing?.signers[kindOf(name)]

/** As whom somebody signs; whoever is two of them is called both. */
export const asWhom = ({ lang }: Page, service: LoadedService, as: readonly string[]): string =>
  as
    .map((name) =>
      name === consentSigner
        ? messages[lang].consent
        : (signerOf(service, name)?.title[lang] ?? messages[lang].representative),
    )
    .join(', ')

/** The articles by which their signature is asked. */
export const LawOf = ({ service, party }: { readonly service: LoadedService; readonly party: Party }) => (
  // Whoever acts for another by a mandate does so by the law of that: the register of mandates cites it.
  <Law>{party.as.map((name) => signerOf(service, name)?.law ?? service.definition.law).join('; ')}</Law>
)

const whoIs = (
  { page, surroundings }: Pick<Shown, 'page' | 'surroundings'>,
  { as, called, role, anyOf }: Party,
): string =>
  anyOf !== undefined
    ? as.includes(consentSigner)
      ? messages[page.lang].anyConsenter
      : [called, messages[page.lang].anyRepresentative].filter((one) => one !== null).join(': ')
    : role === null
      ? (called ?? '')
      : `${roleInWords(page.lang, surroundings, role)} (${messages[page.lang].offices})`

/** Who will be asked once the applicant has signed, and what follows from it. */
export const SignersAhead = ({ signers, ...shown }: Shown & { readonly signers: readonly Party[] }) => {
  const { page, service } = shown
  const texts = messages[page.lang]
  const { days } = service.definition.signing ?? { days: jointDays }
  if (signers.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">{texts.signers}</h2>
      <p class="govuk-body">{texts.signersLead(String(days))}</p>
      <SummaryList
        rows={signers.map((party) => ({
          key: { text: asWhom(page, service, party.as) },
          value: {
            text: (
              <>
                {whoIs(shown, party)}
                <br />
                <span class="govuk-hint">
                  <LawOf service={service} party={party} />
                </span>
              </>
            ),
          },
        }))}
      />
      <p class="govuk-body">{texts.signersLapse}</p>
    </>
  )
}

type Signed = Pick<Together, 'parties' | 'cosigned'> & { readonly applicant: { readonly name: string; at: number } }

/** Who has signed and when, who is at turn, and who comes after. */
export const Signatures = ({ together, ...shown }: Shown & { readonly together: Signed }) => {
  const { page, service, surroundings } = shown
  const { lang } = page
  const texts = messages[lang]
  const { parties, cosigned, applicant } = together
  if (parties.length === 0) return null
  const turn = partiesAtTurn(together)
  const said = (name: string, at: number) => (
    <>
      {name}
      <br />
      <span class="govuk-hint">{texts.signedAt(formatDateTime(lang, at))}</span>
    </>
  )
  return (
    <SummaryList
      rows={[
        { key: { text: texts.applicant }, value: { text: said(applicant.name, applicant.at) } },
        ...parties.map((party) => {
          const signed = cosigned.find(({ as }) => as.join() === party.as.join())
          const office = signed?.signer.role
          const name = `${signed?.signer.name ?? ''}${office ? `, ${roleInWords(lang, surroundings, office)}` : ''}`
          const state = turn.includes(party) ? texts.waiting : texts.later
          return {
            key: { text: asWhom(page, service, party.as) },
            value: { text: signed ? said(name, signed.at) : `${whoIs(shown, party)}: ${state}` },
          }
        }),
      ]}
    />
  )
}

/** Of a case that more than its applicant signs. */
export function signedTogether({ proposal, submission, timeline }: CaseView): Signed | null {
  const together = proposal ?? submission
  const proposed = timeline.findLast((event) => event.type === 'proposed')
  if (together === null || proposed === undefined) return null
  const { parties, cosigned } = together
  return { parties, cosigned, applicant: { name: proposed.name, at: proposed.at } }
}

/** Why a draft that was signed is one again. */
export const SetbackNote = ({ page, service, view }: Pick<Shown, 'page' | 'service'> & { readonly view: CaseView }) => {
  const texts = messages[page.lang]
  const { setback } = view
  if (setback === null) return null
  return (
    <NotificationBanner>
      {setback.why === 'registers' ? (
        <p class="govuk-notification-banner__heading">{texts.registersChanged}</p>
      ) : (
        <>
          <p class="govuk-notification-banner__heading">
            {texts.declinedBy(setback.name, asWhom(page, service, setback.as).toLocaleLowerCase(page.lang))}
          </p>
          <p class="govuk-body izvor-prose">{setback.reason}</p>
          <p class="govuk-body">{texts.declinedNext}</p>
        </>
      )}
    </NotificationBanner>
  )
}
