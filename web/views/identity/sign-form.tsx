// A form that is sent with its signer's passkey. What is signed stands in it, and the page loads the island `sign.js`.
import { identity } from '../../messages/identity.ts'
import { Button } from '../components/button.tsx'
import type { Content } from '../components/common.ts'
import { InsetText } from '../components/inset-text.tsx'
import { WarningText } from '../components/warning-text.tsx'
import type { Page } from '../page.ts'
import { Cooling, Frozen } from '../safety/stand.tsx'
import type { Stake } from '../../../workers/kernel/demand.ts'

interface SignFormProps {
  readonly page: Page
  /** How many its signer has; who has none is led to making one. */
  readonly passkeys: number
  /** Internal path to which they come back from that. */
  readonly back: string
  /** Internal path that gets the form with its field `assertion`. */
  readonly action: string
  /** Internal path that answers a POST of the same fields with the options of `beginSign`. */
  readonly options: string
  /** Internal path to which leads what was signed already, in another window. */
  readonly done?: string | undefined
  /** What is at stake, as the definition says: a new key waits a day, or for the card. */
  readonly moves?: Stake | undefined
  /** Fields, what is signed, and the button that signs. */
  readonly children: Content
}

/** Where an island says what went wrong. */
export const IslandError = () => <p class="govuk-error-message" data-error role="alert" hidden />

const MakePasskey = ({ page, back }: Pick<SignFormProps, 'page' | 'back'>) => {
  const texts = identity[page.lang]
  return (
    <InsetText>
      <p class="govuk-body">{texts.signNoPasskey}</p>
      <Button href={page.href(`/login/bind?next=${encodeURIComponent(page.href(back))}`)}>{texts.bindButton}</Button>
    </InsetText>
  )
}

export const SignForm = ({ page, passkeys, back, action, options, done, moves, children }: SignFormProps) => {
  const texts = identity[page.lang]
  const frozen = page.footing?.frozen === true
  if (passkeys === 0) return <MakePasskey page={page} back={back} />
  return (
    <>
      <noscript>
        <WarningText>{texts.signNoScript}</WarningText>
      </noscript>
      <Frozen page={page} />
      <form
        method="post"
        action={page.href(action)}
        data-sign
        data-options={page.href(options)}
        data-failed={texts.signFailed}
        data-unsupported={texts.signUnsupported}
        {...(done === undefined ? {} : { 'data-done': page.href(done) })}
      >
        <input type="hidden" name="assertion" />
        <IslandError />
        <Cooling page={page} moves={moves} />
        {frozen ? (
          <fieldset class="govuk-fieldset" disabled>
            {children}
          </fieldset>
        ) : (
          children
        )}
      </form>
    </>
  )
}
