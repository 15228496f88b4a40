// The first page: what the portal is for, what can be done here, and what the state promises.
import { home } from '../messages/home.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import type { ServiceDefinition, Term } from '../../workers/kernel/service.ts'
import { Button } from './components/button.tsx'
import type { Content } from './components/common.ts'
import { formatMoney, formatNumber } from './format.ts'
import { Layout } from './layout.tsx'
import type { Page } from './page.ts'

export interface HomeProps {
  readonly page: Page
  readonly services: readonly ServiceDefinition[]
  readonly registers: readonly RegisterDefinition[]
}

const Hero = ({ page }: { readonly page: Page }) => {
  const texts = home[page.lang]
  return (
    <>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <div class="govuk-button-group">
        <Button href={page.href('/services')} classes="govuk-button--inverse" isStartButton>
          {texts.toServices}
        </Button>
        <a class="govuk-link govuk-link--no-visited-state" href={page.href('/me')}>
          {texts.toMine}
        </a>
      </div>
    </>
  )
}

const UNITS = { days: 'days', 'working-days': 'workingDays', months: 'months' } as const

const Services = ({ page, services }: HomeProps) => {
  const texts = home[page.lang]
  const time = ({ count, unit }: Term) => texts[UNITS[unit]](formatNumber(page.lang, count))
  return (
    <section aria-labelledby="services">
      <h2 class="govuk-heading-l" id="services">
        {texts.services}
      </h2>
      <ul class="izvor-cards">
        {services.map(({ id, title, about, fee, term }) => (
          <li class="izvor-card">
            <h3 class="govuk-heading-m izvor-card__title">
              <a class="govuk-link govuk-link--no-visited-state izvor-card__link" href={page.href(`/services/${id}`)}>
                {title[page.lang]}
              </a>
            </h3>
            <p class="govuk-body">{about[page.lang]}</p>
            <ul class="izvor-facts">
              <li>{fee.cents === 0 ? texts.free : texts.fee(formatMoney(page.lang, fee.cents))}</li>
              <li>{texts.term(time(term))}</li>
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Icon = ({ children }: { readonly children: Content }) => (
  <svg
    class="izvor-promise__icon"
    viewBox="0 0 40 40"
    width="40"
    height="40"
    fill="none"
    stroke="currentColor"
    stroke-width="2.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {children}
  </svg>
)

/** A sheet of paper, struck out. */
const NoPaper = () => (
  <Icon>
    <path d="M11 13v20h18V15l-7-8h-5M22 7v8h7M6 6l28 29" />
  </Icon>
)

/** A ring closed by a tick. */
const Proof = () => (
  <Icon>
    <path d="M33.5 16A14.5 14.5 0 1 1 26 7M13 19l7 7L35 10" />
  </Icon>
)

/** An open eye. */
const Eye = () => (
  <Icon>
    <path d="M3 20c4-7 10-11 17-11s13 4 17 11c-4 7-10 11-17 11S7 27 3 20z" />
    <circle cx="20" cy="20" r="5" />
  </Icon>
)

const Promises = ({ page }: { readonly page: Page }) => {
  const texts = home[page.lang]
  return (
    <section aria-labelledby="promises">
      <h2 class="govuk-heading-l" id="promises">
        {texts.promises}
      </h2>
      <ul class="izvor-promises">
        <li class="izvor-promise">
          <NoPaper />
          <h3 class="govuk-heading-m">{texts.noCertificates}</h3>
          <p class="govuk-body">{texts.noCertificatesAbout}</p>
        </li>
        <li class="izvor-promise">
          <Proof />
          <h3 class="govuk-heading-m">{texts.proved}</h3>
          <p class="govuk-body">{texts.provedAbout}</p>
          <p class="govuk-body">
            <a class="govuk-link" href={page.href('/proofs')}>
              {texts.toProofs}
            </a>
          </p>
        </li>
        <li class="izvor-promise">
          <Eye />
          <h3 class="govuk-heading-m">{texts.traced}</h3>
          <p class="govuk-body">{texts.tracedAbout}</p>
        </li>
      </ul>
    </section>
  )
}

const Registers = ({ page, registers }: HomeProps) => {
  const texts = home[page.lang]
  return (
    <section aria-labelledby="registers">
      <h2 class="govuk-heading-l" id="registers">
        {texts.registers}
      </h2>
      <p class="govuk-body">{texts.registersAbout}</p>
      <ul class="izvor-links">
        {registers.map(({ id, title, law }) => (
          <li class="izvor-links__item">
            <a class="govuk-link govuk-link--no-visited-state" href={page.href(`/registers/${id}`)}>
              {title[page.lang]}
            </a>
            <span class="izvor-links__about">
              {texts.law} <span lang="bg">{law}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Mine = ({ page }: { readonly page: Page }) => {
  const texts = home[page.lang]
  return (
    <section class="izvor-band" aria-labelledby="mine">
      <div>
        <h2 class="govuk-heading-m" id="mine">
          {texts.mine}
        </h2>
        <p class="govuk-body">{texts.mineAbout}</p>
      </div>
      <Button href={page.href('/me')} classes="govuk-button--secondary">
        {texts.openMine}
      </Button>
    </section>
  )
}

export const HomePage = (props: HomeProps) => {
  const { page } = props
  return (
    <Layout page={page} title={home[page.lang].title} width="full" hero={<Hero page={page} />}>
      <Services {...props} />
      <Promises page={page} />
      <Mine page={page} />
      <Registers {...props} />
    </Layout>
  )
}
