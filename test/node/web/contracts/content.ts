// What shows things: texts, tags, tables, lists of facts.
import { BackLink } from '../../../../web/views/components/back-link.tsx'
import { Button } from '../../../../web/views/components/button.tsx'
import { Details } from '../../../../web/views/components/details.tsx'
import { InsetText } from '../../../../web/views/components/inset-text.tsx'
import { NotificationBanner } from '../../../../web/views/components/notification-banner.tsx'
import { Panel } from '../../../../web/views/components/panel.tsx'
import { PhaseBanner } from '../../../../web/views/components/phase-banner.tsx'
import { SummaryList } from '../../../../web/views/components/summary-list.tsx'
import { Table } from '../../../../web/views/components/table.tsx'
import { Tag } from '../../../../web/views/components/tag.tsx'
import { TaskList } from '../../../../web/views/components/task-list.tsx'
import { WarningText } from '../../../../web/views/components/warning-text.tsx'
import { content, enclosing, view, type Contract } from './contract.ts'

export const contentContracts: readonly Contract[] = [
  {
    component: 'button',
    render: (options) => enclosing(Button, options),
    least: 38,
  },
  {
    component: 'details',
    render: ({ summaryText, summaryHtml, ...options }) =>
      enclosing(Details, options, { summary: content({ text: summaryText, html: summaryHtml }) }),
    least: 10,
  },
  {
    component: 'inset-text',
    render: (options) => enclosing(InsetText, options),
    least: 6,
  },
  {
    component: 'notification-banner',
    render: ({ titleText, titleHtml, html, ...options }) =>
      view(NotificationBanner, options, {
        ...(titleText || titleHtml ? { titleText: content({ text: titleText, html: titleHtml }) } : {}),
        ...(html ? { children: content({ html }) } : {}),
      }),
    unlike: { 'a type of which the compiler knows nothing': ['with invalid type'] },
    least: 20,
  },
  {
    component: 'panel',
    render: ({ titleText, titleHtml, ...options }) =>
      enclosing(Panel, options, { title: content({ text: titleText, html: titleHtml }) }),
    unlike: {
      'ours says that something is done; it never interrupts, and has no actions': [
        'interruption',
        'interruption-with-content-with-long-line-length',
        'interruption-with-headings-content-and-lists',
        'interruption with custom classes',
        'confirmation, with actions',
        'interruption, with actions classes and attributes',
        'interruption, submit action',
        'interruption, button link',
        'interruption, no actions',
        'interruption, no actions items',
      ],
    },
    least: 9,
  },
  {
    component: 'phase-banner',
    render: (options) => enclosing(PhaseBanner, options),
    unlike: { 'ours always has a tag': ['classes', 'text', 'html as text', 'attributes'] },
    least: 3,
  },
  {
    component: 'summary-list',
    render: (options) => view(SummaryList, options),
    least: 30,
  },
  {
    component: 'table',
    render: (options) => view(Table, options),
    least: 21,
  },
  {
    component: 'tag',
    render: (options) => enclosing(Tag, options),
    least: 12,
  },
  {
    component: 'task-list',
    render: (options) => view(TaskList, options),
    least: 11,
  },
  {
    component: 'warning-text',
    render: (options) => enclosing(WarningText, options),
    least: 8,
  },
  {
    component: 'back-link',
    render: (options) => enclosing(BackLink, { href: '#', ...options }),
    least: 7,
  },
]
