// What islands make of the page's own components: elements, headings that are led to, rows of a summary, times.
type Child = Node | string

export function element(tag: string, className: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}

/** What the reader is led to. */
export function heading(className: string, text: string): HTMLElement {
  const made = element('h2', className, text)
  made.tabIndex = -1
  return made
}

export const row = (key: string, ...value: readonly Child[]): HTMLElement =>
  element(
    'div',
    'govuk-summary-list__row',
    element('dt', 'govuk-summary-list__key', key),
    element('dd', 'govuk-summary-list__value', ...value),
  )

export const when = (time: number): string =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Europe/Sofia',
  }).format(time)
