// With which card somebody signs: one of the demo's, or one in a file; and what such a signature tells whoever gets it.
import { cardSigning } from '../../messages/card-signing.ts'
import type { DemoCard } from '../../../workers/engines/identity/software-card.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Radios } from '../components/radios.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { IslandError } from '../identity/sign-form.tsx'
import type { Page } from '../page.ts'

interface CardChoiceProps {
  readonly page: Page
  /** The demo's cards of whoever signs. */
  readonly cards: readonly Pick<DemoCard, 'id' | 'name'>[]
}

/** The island `lib/card-sign.ts` reads it; it stands in a form with `data-card-options`. */
export const CardChoice = ({ page, cards }: CardChoiceProps) => {
  const texts = cardSigning[page.lang]
  const [only, ...more] = cards
  return (
    <>
      <input type="hidden" name="certificate" />
      <input type="hidden" name="card" />
      <p class="govuk-body">{texts.about}</p>
      <WarningText>{texts.names}</WarningText>
      <InsetText>{texts.demo}</InsetText>
      {cards.length > 0 && (
        <Radios
          name="own-card"
          fieldset={{ legend: { text: texts.choose, classes: 'govuk-fieldset__legend--s' } }}
          items={cards.map(({ id, name }) => ({
            value: id,
            text: name[page.lang],
            checked: more.length === 0 && id === only?.id,
            attributes: { 'data-card': page.href(`/login/demo-cards/${id}.json`) },
          }))}
        />
      )}
      <div class="govuk-form-group">
        <label class="govuk-label" for="card-file">
          {texts.file}
        </label>
        <div class="govuk-hint" id="card-file-hint">
          {texts.fileHint}
        </div>
        <input
          class="izvor-file"
          id="card-file"
          type="file"
          accept=".json"
          aria-describedby="card-file-hint"
          data-card-file
        />
      </div>
    </>
  )
}

interface CardSignFormProps extends CardChoiceProps {
  /** The page that is signed: it gets the form with its field `card`, and answers under `/card/options`. */
  readonly path: string
  /** The law wants a signature by the card. */
  readonly demanded: boolean
  /** Internal path to which leads what was signed already, in another window. */
  readonly done: string
}

/** A form of its own, beside the one that a passkey signs. */
export const CardSignForm = ({ page, path, cards, demanded, done }: CardSignFormProps) => {
  const texts = cardSigning[page.lang]
  const form = (
    <form
      method="post"
      action={page.href(path)}
      data-sign-card
      data-card-options={page.href(`${path}/card/options`)}
      data-failed={texts.failed}
      data-unchosen={texts.unchosen}
      data-unable={texts.unable}
      data-done={page.href(done)}
    >
      <IslandError />
      <CardChoice page={page} cards={cards} />
      <Button {...(demanded ? {} : { classes: 'govuk-button--secondary' })}>{texts.button}</Button>
    </form>
  )
  if (!demanded) return <Details summary={texts.instead}>{form}</Details>
  return (
    <>
      <h2 class="govuk-heading-m">{texts.title}</h2>
      <p class="govuk-body">{texts.demanded}</p>
      {form}
    </>
  )
}
