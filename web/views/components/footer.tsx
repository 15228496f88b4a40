// The foot of every page. Its classes are govuk-frontend's; their crown, licence and copyright are not ours to show.
import { classNames, type Content, type Styled } from './common.ts'

export interface FooterProps extends Styled {
  readonly title: Content
  readonly items: readonly { readonly text: Content; readonly href: string }[]
  readonly children?: Content
}

export const Footer = ({ title, items, classes, attributes, children }: FooterProps) => (
  <div class={classNames('govuk-footer', classes)} {...attributes}>
    <div class="govuk-width-container">
      <div class="govuk-footer__meta">
        <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
          <h2 class="govuk-visually-hidden">{title}</h2>
          <ul class="govuk-footer__inline-list">
            {items.map(({ text, href }) => (
              <li class="govuk-footer__inline-list-item">
                <a class="govuk-footer__link" href={href}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
          {children !== undefined && <div class="govuk-footer__meta-custom">{children}</div>}
        </div>
      </div>
    </div>
  </div>
)
