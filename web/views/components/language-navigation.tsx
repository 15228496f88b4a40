// The same page in the other language.
import { classNames, type Attributes, type Content, type Styled } from './common.ts'
import { useTexts } from './language.ts'

export interface LanguageItem {
  readonly text: Content
  readonly lang: string
  /** Absent for the language that is shown. */
  readonly href?: string | undefined
  readonly current?: boolean | undefined
  readonly dir?: 'ltr' | 'rtl' | undefined
  readonly languageDescriptionText?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

export interface LanguageNavigationProps extends Styled {
  readonly items: readonly LanguageItem[]
  readonly ariaLabel?: string | undefined
}

const Item = (item: LanguageItem) => (
  <li class="govuk-language-navigation__list-item">
    {item.current || item.href === undefined ? (
      <span
        class={classNames('govuk-language-navigation__text', item.classes)}
        aria-current="true"
        lang={item.lang}
        dir={item.dir}
        {...item.attributes}
      >
        {item.text}
      </span>
    ) : (
      <a
        class={classNames('govuk-language-navigation__link', item.classes)}
        href={item.href}
        rel="alternate"
        lang={item.lang}
        hreflang={item.lang}
        dir={item.dir}
        {...item.attributes}
      >
        {item.text}
        {item.languageDescriptionText !== undefined && (
          <span class="govuk-visually-hidden"> {item.languageDescriptionText}</span>
        )}
      </a>
    )}
  </li>
)

export const LanguageNavigation = ({ items, ariaLabel, classes, attributes }: LanguageNavigationProps) => (
  <nav
    class={classNames('govuk-language-navigation', classes)}
    aria-label={ariaLabel ?? useTexts().language}
    {...attributes}
  >
    <ul class="govuk-language-navigation__list">{items.map(Item)}</ul>
  </nav>
)
