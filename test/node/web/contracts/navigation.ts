// What leads on: the head and foot of a page, and the ways between pages.
import { Breadcrumbs } from '../../../../web/views/components/breadcrumbs.tsx'
import { Footer } from '../../../../web/views/components/footer.tsx'
import { GenericHeader } from '../../../../web/views/components/generic-header.tsx'
import { LanguageNavigation } from '../../../../web/views/components/language-navigation.tsx'
import { Pagination } from '../../../../web/views/components/pagination.tsx'
import { ServiceNavigation } from '../../../../web/views/components/service-navigation.tsx'
import { SkipLink } from '../../../../web/views/components/skip-link.tsx'
import { content, enclosing, view, type Contract, type Options } from './contract.ts'

export const navigationContracts: readonly Contract[] = [
  {
    component: 'breadcrumbs',
    render: (options) => view(Breadcrumbs, options),
    least: 12,
  },
  {
    component: 'footer',
    render: ({ meta, ...options }) => {
      const { items = [], visuallyHiddenTitle = 'Support links', text, html } = (meta ?? {}) as Options
      return enclosing(Footer, { items, title: visuallyHiddenTitle, text, html, ...options })
    },
    // The crown, the licence and the copyright are the United Kingdom's.
    absent: [
      'govuk-footer__crown',
      'govuk-footer__licence-logo',
      'govuk-footer__licence-description',
      'govuk-footer__copyright-logo',
    ],
    unlike: {
      'ours is one list of links': [
        'default',
        'with custom HTML content licence and copyright notice',
        'with custom text content licence and copyright notice',
        'with no content licence',
        'with custom meta',
        'with only custom meta',
        'with default width navigation (one column)',
        'with default width navigation (two columns)',
        'with navigation',
        'Full GDS example',
        'Three equal columns',
        'attributes',
        'classes',
        'with container classes',
        'with HTML passed as text content',
        'with empty meta',
        'with empty meta items',
        'meta html as text',
        'with meta html',
        'with empty navigation',
        'with navigation item attributes',
      ],
      'its links need no attributes': ['with meta item attributes'],
    },
    least: 3,
  },
  {
    component: 'generic-header',
    render: ({ logoText, logoHtml, ...options }) =>
      view(GenericHeader, options, { logo: content({ text: logoText, html: logoHtml }) }),
    least: 7,
  },
  {
    component: 'language-navigation',
    render: (options) => view(LanguageNavigation, options),
    least: 13,
  },
  {
    component: 'pagination',
    render: (options) => view(Pagination, options),
    unlike: { 'an item is a page or an ellipsis': ['with empty items'] },
    least: 14,
  },
  {
    component: 'service-navigation',
    render: ({ slots, ...options }) => {
      const { end } = (slots ?? {}) as { readonly end?: string }
      return view(ServiceNavigation, options, typeof end === 'string' ? { end: content({ html: end }) } : {})
    },
    // Without their scripts nothing folds, so nothing unfolds it.
    absent: ['govuk-service-navigation__toggle'],
    unlike: {
      'there is no button to name': [
        'with custom navigation toggle text',
        'with identical navigation toggle text and label',
      ],
      'ours has one slot, under the list': [
        'with `inline` end slot',
        'with right-aligned language navigation',
        'with slotted content',
      ],
    },
    least: 28,
  },
  {
    component: 'skip-link',
    render: (options) => enclosing(SkipLink, options),
    least: 9,
  },
]
