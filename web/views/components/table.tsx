// Facts in rows and columns.
import { classNames, type Attributes, type Content, type Listed, type Styled } from './common.ts'

interface Cell extends Styled {
  readonly text?: Content
  readonly format?: 'numeric' | undefined
  readonly colspan?: number | undefined
  readonly rowspan?: number | undefined
}

export interface TableProps extends Styled {
  readonly caption?: Content
  readonly captionClasses?: string | undefined
  readonly head?: readonly Cell[] | undefined
  readonly rows: Listed<readonly Cell[]>
  readonly firstCellIsHeader?: boolean | undefined
}

const attributesOf = ({ colspan, rowspan, attributes }: Cell): Attributes => ({ colspan, rowspan, ...attributes })

const Header = (cell: Cell & { readonly scope: 'col' | 'row' }) => (
  <th
    scope={cell.scope}
    class={classNames('govuk-table__header', cell.format && `govuk-table__header--${cell.format}`, cell.classes)}
    {...attributesOf(cell)}
  >
    {cell.text}
  </th>
)

const Data = (cell: Cell) => (
  <td
    class={classNames('govuk-table__cell', cell.format && `govuk-table__cell--${cell.format}`, cell.classes)}
    {...attributesOf(cell)}
  >
    {cell.text}
  </td>
)

export const Table = ({ caption, captionClasses, head, rows, firstCellIsHeader, classes, attributes }: TableProps) => (
  <table class={classNames('govuk-table', classes)} {...attributes}>
    {caption !== undefined && <caption class={classNames('govuk-table__caption', captionClasses)}>{caption}</caption>}
    {head && (
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {head.map((cell) => (
            <Header {...cell} scope="col" />
          ))}
        </tr>
      </thead>
    )}
    <tbody class="govuk-table__body">
      {rows.map(
        (row) =>
          row && (
            <tr class="govuk-table__row">
              {row.map((cell, index) =>
                index === 0 && firstCellIsHeader ? (
                  <Header {...cell} format={undefined} scope="row" />
                ) : (
                  <Data {...cell} />
                ),
              )}
            </tr>
          ),
      )}
    </tbody>
  </table>
)
