// What asks: the controls of a form, and what stands beside them.
import { DateInput } from '../../../../web/views/components/date-input.tsx'
import { ErrorMessage } from '../../../../web/views/components/error-message.tsx'
import { ErrorSummary } from '../../../../web/views/components/error-summary.tsx'
import { Fieldset } from '../../../../web/views/components/fieldset.tsx'
import { Hint } from '../../../../web/views/components/hint.tsx'
import { Input } from '../../../../web/views/components/input.tsx'
import { Label } from '../../../../web/views/components/label.tsx'
import { Radios } from '../../../../web/views/components/radios.tsx'
import { Select } from '../../../../web/views/components/select.tsx'
import { Textarea } from '../../../../web/views/components/textarea.tsx'
import { content, enclosing, view, type Contract, type Options } from './contract.ts'

/** Ours are always the boxes day, month and year, and values go by these names: fixtures have lists, and prefixes. */
function dateOptions({ items, values, ...options }: Options): Options {
  const boxes = ((items ?? []) as readonly Options[]).map(({ name, ...box }) => [name, box])
  const given = Object.entries((values ?? {}) as Options).map(([name, value]) => [name.split('-').at(-1), value])
  return { ...options, ...Object.fromEntries(boxes), values: Object.fromEntries(given) }
}

export const formContracts: readonly Contract[] = [
  {
    component: 'date-input',
    render: (options) => view(DateInput, dateOptions(options)),
    unlike: {
      'ours always has the three boxes': [
        'day and month',
        'day and month (using items)',
        'month and year',
        'month and year (using items)',
      ],
      'ours have the ids and names of their parts': [
        'with values, name prefix and custom names',
        'with nested name',
        'with id on items',
        'with item value',
        'with field value and items',
        'with field value and item value',
        'with field value, item value and values',
      ],
      'ours take digits alone': ['custom pattern', 'custom inputmode'],
      'an error is said, not given as a class': [
        'with error on single field using classes',
        'with error on single item using classes',
      ],
    },
    least: 30,
  },
  {
    component: 'error-message',
    render: (options) => view(ErrorMessage, options),
    least: 9,
  },
  {
    component: 'error-summary',
    render: ({ titleText, titleHtml, descriptionText, descriptionHtml, errorList = [], ...options }) =>
      view(
        ErrorSummary,
        { errorList, ...options },
        {
          titleText: content({ text: titleText, html: titleHtml }),
          description: content({ text: descriptionText, html: descriptionHtml }),
        },
      ),
    least: 19,
  },
  {
    component: 'fieldset',
    render: ({ html, ...options }) => enclosing(Fieldset, { ...options, html }),
    least: 18,
  },
  {
    component: 'hint',
    render: (options) => view(Hint, options),
    least: 6,
  },
  {
    component: 'input',
    render: (options) => view(Input, options),
    least: 45,
  },
  {
    component: 'label',
    render: (options) => view(Label, options),
    unlike: { 'a label has a text': ['empty'] },
    least: 16,
  },
  {
    component: 'radios',
    render: (options) => view(Radios, options),
    unlike: {
      'nothing unfolds under an answer: the next page asks': [
        'with conditional items',
        'with conditional item checked',
        'with optional form-group classes showing group error',
        'small with conditional reveal',
        'textarea in conditional',
        'with conditional items with special characters',
        'with conditional items and pre-checked value',
      ],
    },
    least: 36,
  },
  {
    component: 'select',
    render: ({ items = [], ...options }) => view(Select, { items, ...options }),
    least: 19,
  },
  {
    component: 'textarea',
    render: (options) => view(Textarea, options),
    least: 18,
  },
]
