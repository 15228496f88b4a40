// The head of every page: the mark, which leads home.
import { classNames, type Content, type Styled } from './common.ts'

export interface GenericHeaderProps extends Styled {
  readonly logo: Content
  readonly url?: string | undefined
  readonly containerClasses?: string | undefined
  /** What stands beside the mark. */
  readonly children?: Content
}

export const GenericHeader = (props: GenericHeaderProps) => (
  <div class={classNames('govuk-generic-header', props.classes)} {...props.attributes}>
    <div class={classNames('govuk-generic-header__container', props.containerClasses ?? 'govuk-width-container')}>
      <div class="govuk-generic-header__logo">
        <a href={props.url ?? '/'} class="govuk-generic-header__homepage-link">
          {props.logo}
        </a>
      </div>
      {props.children}
    </div>
  </div>
)
