// The map of a register: what lies within a box, by drawing and by list, and links that move over it.
import { shapes } from '../../messages/shapes.ts'
import { viewOf } from '../../../workers/engines/map.ts'
import { boxMoved, boxText, isAskable } from '../../../workers/engines/outline.ts'
import type { Box } from '../../../workers/kernel/geometry/shape.ts'
import { InsetText } from '../components/inset-text.tsx'
import { Layout } from '../layout.tsx'
import { pathOf, stepsTo } from '../registers/words.tsx'
import { trail } from '../trail.ts'
import { Drawing, MapList, type DrawingProps } from './drawing.tsx'

export const mapPath = (register: string): string => `${pathOf(register)}/map`

interface MapProps extends Omit<DrawingProps, 'box' | 'own' | 'title'> {
  /** Null where there is nothing to be drawn. */
  readonly box: Box | null
  /** How many are drawn at most, where there are more. */
  readonly cut: number | undefined
}

const MOVES = [
  ['closer', 0.5, 0, 0],
  ['farther', 2, 0, 0],
  ['north', 1, 0, 0.5],
  ['south', 1, 0, -0.5],
  ['west', 1, -0.5, 0],
  ['east', 1, 0.5, 0],
] as const

const Moves = ({ page, definition, box }: Pick<DrawingProps, 'page' | 'definition' | 'box'>) => {
  const texts = shapes[page.lang]
  const shown = viewOf(box).box
  const moves = MOVES.map(([name, times, right, up]) => [name, boxMoved(shown, times, right, up)] as const)
  return (
    <nav aria-label={texts.move}>
      <ul class="izvor-map__moves">
        {moves
          .filter(([, to]) => isAskable(to))
          .map(([name, to]) => (
            <li>
              <a class="govuk-link" href={page.href(`${mapPath(definition.id)}?bbox=${boxText(to)}`)}>
                {texts[name]}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  )
}

export const MapPage = (props: MapProps) => {
  const { page, definition, box, drawn, cut } = props
  const texts = shapes[page.lang]
  const title = texts.mapOf(definition.title[page.lang])
  return (
    <Layout page={page} title={title} width="full" breadcrumbs={trail(page, ...stepsTo(page, definition), texts.map)}>
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{definition.title[page.lang]}</span> {texts.map}
      </h1>
      {box === null ? (
        <InsetText>{texts.none}</InsetText>
      ) : (
        <div class="izvor-map-beside">
          <div>
            <Drawing {...props} box={box} title={title} />
            <Moves page={page} definition={definition} box={box} />
          </div>
          <div>
            <h2 class="govuk-heading-m">{texts.onMap}</h2>
            {cut !== undefined && <p class="govuk-body">{texts.capped(String(cut))}</p>}
            {drawn.length === 0 ? (
              <p class="govuk-body">{texts.none}</p>
            ) : (
              <MapList page={page} definition={definition} drawn={drawn} />
            )}
            <p class="govuk-body">
              <a
                class="govuk-link"
                href={`/api/geo/collections/${definition.id}/items?bbox=${boxText(viewOf(box).box)}`}
              >
                {texts.data}
              </a>
            </p>
          </div>
        </div>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(pathOf(definition.id))}>
          {texts.toRegister}
        </a>
      </p>
    </Layout>
  )
}
