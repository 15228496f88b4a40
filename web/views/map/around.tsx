// On the page of a record: where it lies, among its neighbours.
import { shapes } from '../../messages/shapes.ts'
import { boxText } from '../../../workers/engines/outline.ts'
import { viewOf } from '../../../workers/engines/map.ts'
import { Drawing, MapList, type DrawingProps } from './drawing.tsx'
import { mapPath } from './map.tsx'

export type AroundProps = Omit<DrawingProps, 'title'>

/** Room around the record itself, in parts of the sheet. */
export const aroundRoom = 0.4

export const Around = (props: AroundProps) => {
  const { page, definition, drawn, own, box } = props
  const texts = shapes[page.lang]
  const title = texts.mapOf(drawn.find(({ id }) => id === own)?.caption ?? definition.title[page.lang])
  const seen = viewOf(box, aroundRoom).box
  return (
    <section aria-labelledby="map">
      <h2 class="govuk-heading-l" id="map">
        {texts.map}
      </h2>
      <div class="izvor-map-beside">
        <Drawing {...props} room={aroundRoom} title={title} />
        <div>
          <h3 class="govuk-heading-s">{texts.onMap}</h3>
          <MapList page={page} definition={definition} drawn={drawn} own={own} />
          <p class="govuk-body">
            <a class="govuk-link" href={page.href(`${mapPath(definition.id)}?bbox=${boxText(seen)}`)}>
              {texts.seeMap}
            </a>
          </p>
        </div>
      </div>
    </section>
  )
}
