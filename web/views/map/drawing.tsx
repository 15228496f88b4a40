// Outlines drawn from the register's own data, with a scale; beside it the list that says the same in words.
import { shapes } from '../../messages/shapes.ts'
import { bySize, plot, scaleOf, sheet, viewOf, type View } from '../../../workers/engines/map.ts'
import type { Box } from '../../../workers/kernel/geometry/shape.ts'
import { isFacet } from '../../../workers/kernel/field.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { formatNumber } from '../format.ts'
import type { Page } from '../page.ts'
import { pathOf } from '../registers/words.tsx'

interface MapShape {
  readonly id: string
  readonly caption: string
  readonly open: Values
  readonly shape: string
}

export interface DrawingProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly box: Box
  readonly room?: number
  /** In the order of the list. */
  readonly drawn: readonly MapShape[]
  /** The one that the page is about. */
  readonly own?: string | undefined
  readonly title: string
}

/** Kinds that are told apart by how they are drawn. */
const KINDS = [
  'izvor-map__shape--first',
  'izvor-map__shape--second',
  'izvor-map__shape--third',
  'izvor-map__shape--rest',
] as const

/** The choice by whose values outlines are told apart: the register's first. */
function kindField({ fields }: RegisterDefinition) {
  const found = Object.entries(fields).find(([, field]) => field.type === 'choice' && isFacet(field))
  return found?.[1].type === 'choice' ? ([found[0], found[1]] as const) : undefined
}

function kindOf(definition: RegisterDefinition, open: Values): string {
  const [name = '', field] = kindField(definition) ?? []
  const at = field === undefined ? 0 : Object.keys(field.options).indexOf(String(open[name] ?? ''))
  return KINDS[Math.min(Math.max(at, 0), KINDS.length - 1)] ?? KINDS[0]
}

const Scale = ({ page, view }: { readonly page: Page; readonly view: View }) => {
  const { metres, length } = scaleOf(view)
  const [x, y] = [20, sheet.height - 20]
  return (
    <g class="izvor-map__scale">
      <path d={`M${x} ${y - 8}v8h${length}v-8`} />
      <text x={x + length + 10} y={y}>
        {shapes[page.lang].metres(formatNumber(page.lang, metres))}
      </text>
    </g>
  )
}

export const Drawing = ({ page, definition, box, room = 0, drawn, own, title }: DrawingProps) => {
  const texts = shapes[page.lang]
  const view = viewOf(box, room)
  const numbers = new Map(drawn.map(({ id }, at) => [id, at + 1]))
  const plotted = bySize(drawn).map((one) => ({ one, ...plot(one.shape, view) }))
  return (
    <figure class="izvor-map">
      <svg viewBox={`0 0 ${sheet.width} ${sheet.height}`} role="group" aria-labelledby="map-title map-about">
        <title id="map-title">{title}</title>
        <desc id="map-about">{texts.mapAbout(texts.listed(String(drawn.length)))}</desc>
        {plotted.map(({ one, path }) => {
          const classes = ['izvor-map__shape', kindOf(definition, one.open)]
          if (one.id === own) classes.push('izvor-map__shape--own')
          return (
            // The list has the same links: nobody tabs through them twice.
            <a href={page.href(pathOf(definition.id, one.id))} tabindex={-1} aria-label={one.caption}>
              <path class={classes.join(' ')} d={path} />
            </a>
          )
        })}
        {plotted.map(({ one, path }) => one.id === own && <path class="izvor-map__own" d={path} />)}
        {plotted.map(
          ({ one, mark }) =>
            mark !== null && (
              <text class="izvor-map__mark" x={mark.x} y={mark.y} aria-hidden="true">
                {numbers.get(one.id)}
              </text>
            ),
        )}
        <Scale page={page} view={view} />
      </svg>
    </figure>
  )
}

/** What the drawing shows, by the numbers that stand on it. */
export const MapList = ({
  page,
  definition,
  drawn,
  own,
}: Pick<DrawingProps, 'page' | 'definition' | 'drawn' | 'own'>) => {
  const [name = '', field] = kindField(definition) ?? []
  return (
    <ol class="govuk-list govuk-list--number izvor-map__list">
      {drawn.map(({ id, caption, open }) => {
        const kind = field?.options[String(open[name] ?? '')]?.[page.lang]
        return (
          <li>
            <span class={`izvor-map__key ${kindOf(definition, open)}`} aria-hidden="true" />
            {id === own ? (
              <strong>{caption}</strong>
            ) : (
              <a class="govuk-link" href={page.href(pathOf(definition.id, id))}>
                {caption}
              </a>
            )}
            {(kind !== undefined || id === own) && (
              <span class="izvor-other">
                {[...(kind === undefined ? [] : [kind]), ...(id === own ? [shapes[page.lang].here] : [])].join(', ')}
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
