// Pairs of a name and a value, each with what may be done about it.
import { classNames, type Attributes, type Content, type Listed, type Styled, type Text } from './common.ts'

interface Action {
  readonly href: string
  readonly text: Content
  /** What it is about, for who does not see the row: “Change” + “the address”. */
  readonly visuallyHiddenText?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

interface Actions {
  readonly items: readonly Action[]
  readonly classes?: string | undefined
}

export interface SummaryRow {
  readonly key: Text
  readonly value: Text
  readonly actions?: Actions | undefined
  readonly classes?: string | undefined
}

interface Card extends Styled {
  readonly title?: (Text & { readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined }) | undefined
  readonly actions?: Actions | undefined
}

export interface SummaryListProps extends Styled {
  readonly rows: Listed<SummaryRow>
  /** Frames the list, under a title. */
  readonly card?: Card | undefined
}

const Link = ({ action, card }: { readonly action: Action; readonly card: Content }) => (
  <a class={classNames('govuk-link', action.classes)} href={action.href} {...action.attributes}>
    {action.text}
    {(action.visuallyHiddenText || card) && (
      <span class="govuk-visually-hidden">
        {action.visuallyHiddenText && ` ${action.visuallyHiddenText}`}
        {card && <> ({card})</>}
      </span>
    )}
  </a>
)

const CardFrame = ({ card, children }: { readonly card: Card; readonly children: Content }) => {
  const { title, actions, classes, attributes } = card
  const Heading = `h${title?.headingLevel ?? 2}` as const
  const links = actions?.items.map((action) => <Link action={action} card={title?.text} />) ?? []
  const actionClass = classNames('govuk-summary-card__actions', actions?.classes)
  return (
    <div class={classNames('govuk-summary-card', classes)} {...attributes}>
      <div class="govuk-summary-card__title-wrapper">
        {title && <Heading class={classNames('govuk-summary-card__title', title.classes)}>{title.text}</Heading>}
        {links.length === 1 && <div class={actionClass}>{links}</div>}
        {links.length > 1 && (
          <ul class={actionClass}>
            {links.map((link) => (
              <li class="govuk-summary-card__action">{link}</li>
            ))}
          </ul>
        )}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  )
}

const RowActions = ({ actions, card }: { readonly actions: Actions; readonly card: Content }) => {
  const links = actions.items.map((action) => <Link action={action} card={card} />)
  return (
    <dd class={classNames('govuk-summary-list__actions', actions.classes)}>
      {links.length === 1 ? (
        links
      ) : (
        <ul class="govuk-summary-list__actions-list">
          {links.map((link) => (
            <li class="govuk-summary-list__actions-list-item">{link}</li>
          ))}
        </ul>
      )}
    </dd>
  )
}

export const SummaryList = ({ rows, card, classes, attributes }: SummaryListProps) => {
  const anyActions = rows.some((row) => row && row.actions && row.actions.items.length > 0)
  const list = (
    <dl class={classNames('govuk-summary-list', classes)} {...attributes}>
      {rows.map(
        (row) =>
          row && (
            <div
              class={classNames(
                'govuk-summary-list__row',
                anyActions && !row.actions && 'govuk-summary-list__row--no-actions',
                row.classes,
              )}
            >
              <dt class={classNames('govuk-summary-list__key', row.key.classes)}>{row.key.text}</dt>
              <dd class={classNames('govuk-summary-list__value', row.value.classes)}>{row.value.text}</dd>
              {row.actions && row.actions.items.length > 0 && (
                <RowActions actions={row.actions} card={card?.title?.text} />
              )}
            </div>
          ),
      )}
    </dl>
  )
  return card ? <CardFrame card={card}>{list}</CardFrame> : list
}
