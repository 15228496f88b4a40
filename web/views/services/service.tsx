// One service, before it is begun: what is asked, what is not, what it costs, when it is decided, and by what law.
import { services as messages } from '../../messages/services.ts'
import { signing as messagesTogether } from '../../messages/signing.ts'
import type { LoadedService } from '../../../workers/kernel/load-service.ts'
import type { Term } from '../../../workers/kernel/service.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { formatDateTime, formatMoney } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { trail } from '../trail.ts'
import { authorityName, Law, type Surroundings } from '../registers/words.tsx'

interface ServiceProps {
  readonly page: Page
  readonly service: LoadedService
  readonly surroundings: Surroundings
  /** Of the person who is signed in, the latest first. */
  readonly drafts: readonly { readonly id: string; readonly openedAt: number }[]
  /** Makes the form begin one case, however often it is sent. */
  readonly nonce: string
}

function termText(page: Page, { count, unit }: Term): string {
  const texts = messages[page.lang]
  const say = { days: texts.days, 'working-days': texts.workingDays, months: texts.months }[unit]
  return say(String(count))
}

const Drafts = ({ page, drafts }: Pick<ServiceProps, 'page' | 'drafts'>) => {
  const texts = messages[page.lang]
  if (drafts.length === 0) return null
  return (
    <InsetText>
      <p class="govuk-body govuk-!-font-weight-bold">{texts.drafts}</p>
      <ul class="govuk-list">
        {drafts.map(({ id, openedAt }) => (
          <li>
            <a class="govuk-link" href={page.href(`/cases/${id}`)}>
              {texts.draftOf(formatDateTime(page.lang, openedAt))}
            </a>
          </li>
        ))}
      </ul>
    </InsetText>
  )
}

export const ServicePage = ({ page, surroundings, service, drafts, nonce }: ServiceProps) => {
  const { lang } = page
  const texts = messages[lang]
  const together = messagesTogether[lang]
  const { id, title, about, pages, law, fee, term, signing, level, fresh, moves } = service.definition
  return (
    <Layout page={page} title={title[lang]} breadcrumbs={trail(page, [texts.services, '/services'], title[lang])}>
      <h1 class="govuk-heading-xl">{title[lang]}</h1>
      <p class="govuk-body-l">{about[lang]}</p>
      <Drafts page={page} drafts={drafts} />
      <form method="post" action={page.href(`/services/${id}`)}>
        <input type="hidden" name="nonce" value={nonce} />
        <Button isStartButton>{drafts.length === 0 ? texts.start : texts.startNew}</Button>
      </form>
      {page.person === undefined && <p class="govuk-hint">{texts.signInFirst}</p>}
      <h2 class="govuk-heading-m">{texts.needed}</h2>
      <ul class="govuk-list govuk-list--bullet">
        {pages.map((one) => (
          <li>{one.title[lang]}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{texts.notNeeded}</h2>
      <p class="govuk-body">{texts.notNeededLead}</p>
      <ul class="govuk-list govuk-list--bullet">
        {service.evidence.map(({ title: asked, evidence }) => (
          <li>{texts.asks(asked[lang], evidence.source.definition.title[lang])}</li>
        ))}
      </ul>
      {signing && (
        <>
          <h2 class="govuk-heading-m">{together.signers}</h2>
          <p class="govuk-body">
            {together.signersLead(String(signing.days))} {together.signersLapse}
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {Object.values(signing.signers).map((signer) => (
              <li>
                {signer.title[lang]}{' '}
                <span class="govuk-hint">
                  (<Law>{signer.law}</Law>)
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 class="govuk-heading-m">{texts.cost}</h2>
      <p class="govuk-body">
        {fee.cents === 0 ? texts.free : formatMoney(lang, fee.cents)}{' '}
        <span class="govuk-hint">
          (<Law>{fee.law}</Law>)
        </span>
      </p>
      <h2 class="govuk-heading-m">{texts.when}</h2>
      <p class="govuk-body">
        {termText(page, term)}{' '}
        <span class="govuk-hint">
          (<Law>{term.law}</Law>)
        </span>
      </p>
      <p class="govuk-body">{texts.silence}</p>
      <h2 class="govuk-heading-m">{texts.login}</h2>
      <p class="govuk-body">
        {[texts[level], fresh && texts.fresh, moves !== undefined && texts.moves].filter(Boolean).join(' ')}
      </p>
      <h2 class="govuk-heading-m">{texts.who}</h2>
      <p class="govuk-body">{authorityName(surroundings, service.definition.authority)}</p>
      <h2 class="govuk-heading-m">{texts.law}</h2>
      <p class="govuk-body">
        <Law>{law}</Law>
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/api/services/${id}`}>
          {texts.json}
        </a>
      </p>
    </Layout>
  )
}
