// A button that sends a form, or a link that looks like one.
import { classNames, type Content, type Styled } from './common.ts'

export interface ButtonProps extends Styled {
  readonly children: Content
  /** Makes it a link. */
  readonly href?: string | undefined
  readonly type?: 'submit' | 'button' | 'reset' | undefined
  readonly name?: string | undefined
  readonly value?: string | undefined
  readonly id?: string | undefined
  readonly disabled?: boolean | undefined
  /** The one that begins a service. */
  readonly isStartButton?: boolean | undefined
}

const StartIcon = () => (
  <svg
    class="govuk-button__start-icon"
    xmlns="http://www.w3.org/2000/svg"
    width="17.5"
    height="19"
    viewBox="0 0 33 40"
    aria-hidden="true"
    focusable="false"
  >
    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
  </svg>
)

export const Button = (props: ButtonProps) => {
  const { children, href, type = 'submit', name, value, id, disabled, isStartButton } = props
  const common = {
    class: classNames('govuk-button', props.classes, isStartButton && 'govuk-button--start'),
    id,
    ...props.attributes,
  }
  const content = (
    <>
      {/* The start button lays out its parts in a row: elements of one text stay together in a span. */}
      {isStartButton && typeof children === 'object' ? <span>{children}</span> : children}
      {isStartButton && <StartIcon />}
    </>
  )
  if (href !== undefined)
    return (
      <a href={href} role="button" draggable="false" {...common}>
        {content}
      </a>
    )
  const off = disabled ? { disabled: true, 'aria-disabled': 'true' } : {}
  return (
    <button type={type} name={name} value={value} {...off} {...common}>
      {content}
    </button>
  )
}
