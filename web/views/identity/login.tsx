// Where a person says who they are: with a passkey, which is easiest, or with the identity card, which is surest.
import { identity } from '../../messages/identity.ts'
import { problemTitle } from '../../messages/problems.ts'
import { safety } from '../../messages/safety.ts'
import type { DemoCard } from '../../../workers/engines/identity/software-card.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Radios } from '../components/radios.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { IslandError } from './sign-form.tsx'

/** Why a person who is signed in is asked again. */
export type Why = 'high' | 'card' | 'bind' | 'substantial' | 'fresh' | 'idle'

export interface LoginProps {
  readonly page: Page
  /** Where to go afterwards: a path of our own, with its language. */
  readonly next: string
  readonly why?: Why | undefined
  /** Cards of the demo; empty where there is none. */
  readonly cards: readonly Pick<DemoCard, 'id' | 'name' | 'about'>[]
  /** Whether some passkeys are worth the card here. */
  readonly highKeys: boolean
  /** The code of a refusal. */
  readonly refused?: string | undefined
  /** The id of a passkey that nobody has here, for the browser to forget. */
  readonly unknown?: string | undefined
}

const Passkey = ({ page, next }: LoginProps) => {
  const texts = identity[page.lang]
  return (
    <section aria-labelledby="with-passkey">
      <h2 class="govuk-heading-m" id="with-passkey">
        {texts.withPasskey}
      </h2>
      <p class="govuk-body">{texts.passkeyAbout}</p>
      <form
        method="post"
        action={page.href('/login/passkey')}
        data-passkey="login"
        data-options={page.href('/login/passkey/options')}
        data-failed={texts.passkeyFailed}
        data-unsupported={texts.unsupported}
      >
        <input type="hidden" name="assertion" />
        <input type="hidden" name="next" value={next} />
        <IslandError />
        <Button>{texts.passkeyButton}</Button>
        <Details summary={texts.otherDevice}>
          <p class="govuk-body">{texts.otherDeviceAbout}</p>
          <ol class="govuk-list govuk-list--number">
            <li>{texts.otherDeviceCode}</li>
            <li>{texts.otherDeviceScan}</li>
            <li>{texts.otherDeviceConfirm}</li>
          </ol>
          <p class="govuk-body">{texts.otherDeviceNear}</p>
          <Button classes="govuk-button--secondary" attributes={{ 'data-hybrid': true }}>
            {texts.otherDeviceButton}
          </Button>
        </Details>
        <div data-autofill hidden>
          <Input
            name=""
            id="autofill"
            label={{ text: texts.autofill }}
            hint={{ text: texts.autofillHint }}
            autocomplete="username webauthn"
            classes="govuk-input--width-20"
          />
        </div>
      </form>
    </section>
  )
}

const Card = ({ page, next, cards }: LoginProps) => {
  const texts = identity[page.lang]
  return (
    <section aria-labelledby="with-card">
      <h2 class="govuk-heading-m" id="with-card">
        {texts.withCard}
      </h2>
      <p class="govuk-body">{texts.cardAbout}</p>
      {cards.length === 0 ? (
        <InsetText>{texts.cardAbsent}</InsetText>
      ) : (
        <form
          method="post"
          action={page.href('/login/card')}
          data-card
          data-challenge={page.href('/login/card/challenge')}
          data-failed={texts.cardFailed}
          data-unchosen={texts.cardUnchosen}
        >
          <input type="hidden" name="token" />
          <input type="hidden" name="nonce" />
          <input type="hidden" name="next" value={next} />
          <Radios
            name="card"
            fieldset={{ legend: { text: texts.cardDemo, classes: 'govuk-fieldset__legend--s' } }}
            hint={{ text: texts.cardDemoHint }}
            items={cards.map(({ id, name, about }) => ({
              value: id,
              text: name[page.lang],
              hint: { text: about[page.lang] },
              attributes: { 'data-card': page.href(`/login/demo-cards/${id}.json`) },
            }))}
          />
          <div class="govuk-form-group">
            <label class="govuk-label" for="card-file">
              {texts.cardFile}
            </label>
            <div class="govuk-hint" id="card-file-hint">
              {texts.cardFileHint}
            </div>
            <input class="izvor-file" id="card-file" type="file" accept=".json" aria-describedby="card-file-hint" />
          </div>
          <IslandError />
          <Button classes="govuk-button--secondary">{texts.cardButton}</Button>
        </form>
      )}
    </section>
  )
}

const REASONS = {
  high: 'whyLevel',
  card: 'whyCard',
  bind: 'whyBind',
  substantial: 'whySubstantial',
  fresh: 'whyFresh',
  idle: 'whyIdle',
} as const
/** No passkey would be enough. */
const BY_CARD: ReadonlySet<Why | undefined> = new Set<Why>(['card', 'bind'])

/** The login leads back to what was typed. */
const KEPT = /^\/(?:en\/)?carry-on\//u

export const LoginPage = (props: LoginProps) => {
  const { page, next, why, highKeys, refused, unknown } = props
  const byCard = BY_CARD.has(why) || (why === 'high' && !highKeys)
  const texts = identity[page.lang]
  return (
    <Layout
      page={page}
      title={texts.login}
      error={refused !== undefined}
      islands={['passkey.js', 'card.js', 'signal.js']}
    >
      {refused !== undefined && (
        <ErrorSummary titleText={texts.refused} errorList={[{ text: problemTitle(page.lang, refused) }]} />
      )}
      <h1 class="govuk-heading-xl">{texts.login}</h1>
      {why === undefined ? (
        <p class="govuk-body-l">{texts.loginLead}</p>
      ) : (
        <InsetText>{why === 'high' && highKeys ? texts.whyHighKey : texts[REASONS[why]]}</InsetText>
      )}
      {why === 'bind' && (
        <>
          <p class="govuk-body">{texts.bindPhone}</p>
          <p class="govuk-body">
            {texts.bindCounter}{' '}
            <a class="govuk-link" href={page.href('/counter')}>
              {texts.bindTicket}
            </a>
          </p>
        </>
      )}
      {KEPT.test(next) && <InsetText>{safety[page.lang].keptLogin}</InsetText>}
      {unknown !== undefined && <span data-signal="unknown" data-passkeys={unknown} hidden />}
      <noscript>
        <WarningText>{texts.noScript}</WarningText>
      </noscript>
      {!byCard && <Passkey {...props} />}
      <Card {...props} />
    </Layout>
  )
}
