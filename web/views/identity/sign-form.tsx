// A form that is sent with its signer's passkey. What is signed stands in it, and the page loads the island `sign.js`.
import { identity } from '../../messages/identity.ts'
import type { Content } from '../components/common.ts'
import type { Page } from '../page.ts'

interface SignFormProps {
  readonly page: Page
  /** Internal path that gets the form with its field `assertion`. */
  readonly action: string
  /** Internal path that answers a POST of the same fields with the options of `beginSign`. */
  readonly options: string
  /** Internal path to which leads what was signed already, in another window. */
  readonly done?: string | undefined
  /** Fields, what is signed, and the button that signs. */
  readonly children: Content
}

/** Where an island says what went wrong. */
export const IslandError = () => <p class="govuk-error-message" data-error role="alert" hidden />

export const SignForm = ({ page, action, options, done, children }: SignFormProps) => {
  const texts = identity[page.lang]
  return (
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
      {children}
    </form>
  )
}
