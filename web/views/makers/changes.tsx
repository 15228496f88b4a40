// What differs between two versions of a register, member by member; and the list of the versions.
import { makers as messages } from '../../messages/makers.ts'
import type { Change } from '../../../workers/engines/definition/compare.ts'
import type { PublicEntry } from '../../../workers/engines/history.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { pathOf, roleInWords, stepsTo, type Surroundings } from '../registers/words.tsx'
import { trail } from '../trail.ts'

const WEIGHTS = { text: 'weight_text', compatible: 'weight_compatible', breaking: 'weight_breaking' } as const
/** A whole field or act as data: enough to know it by. */
const SHOWN_MAX = 200

const shown = (text: string | undefined, none: string): string =>
  text === undefined ? none : text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text

export const Changes = ({ page, changes }: { readonly page: Page; readonly changes: readonly Change[] }) => {
  const texts = messages[page.lang]
  return (
    <ScrollRegion label={texts.difference}>
      <Table
        caption={texts.difference}
        captionClasses="govuk-visually-hidden"
        head={[texts.where, texts.before, texts.after, texts.weight].map((text) => ({ text }))}
        rows={changes.map(({ path, from, to, weight }) => [
          { text: <code>{path}</code> },
          { text: shown(from, texts.none) },
          { text: shown(to, texts.none) },
          { text: texts[WEIGHTS[weight]] },
        ])}
      />
    </ScrollRegion>
  )
}

interface Of {
  readonly page: Page
  readonly definition: RegisterDefinition
}

export interface VersionsProps extends Of {
  readonly surroundings: Surroundings
  readonly versions: readonly {
    readonly definition: RegisterDefinition
    readonly entry?: Pick<PublicEntry, 'seq' | 'recordedAt' | 'role' | 'second'>
  }[]
  /** The register of registers, in which each version is an entry. */
  readonly defining: string
  readonly adoption: { readonly followed: number; readonly records: number; readonly failed: number } | null
}

export const VersionsPage = ({ page, definition, surroundings, versions, defining, adoption }: VersionsProps) => {
  const texts = messages[page.lang]
  const { lang } = page
  return (
    <Layout page={page} title={texts.versions} breadcrumbs={trail(page, ...stepsTo(page, definition), texts.versions)}>
      <span class="govuk-caption-xl">{definition.title[lang]}</span>
      <h1 class="govuk-heading-xl">{texts.versions}</h1>
      <p class="govuk-body-l">{texts.versionsLead}</p>
      {adoption !== null && (
        <p class="govuk-body">
          {texts.adoption(String(adoption.followed), String(adoption.records))}{' '}
          {adoption.failed > 0 && texts.adoptionFailed(String(adoption.failed))}
        </p>
      )}
      <ol class="izvor-parts" reversed>
        {versions.map(({ definition: { version }, entry }, at) => {
          const previous = versions[at + 1]?.definition.version
          return (
            <li class="izvor-part" value={version}>
              <a class="govuk-link" href={`/api/registers/${definition.id}/versions/${version}`}>
                {texts.version(String(version))}
              </a>
              {entry !== undefined && (
                <>
                  {'. '}
                  {texts.inForceSince} {formatDateTime(lang, entry.recordedAt)}. {texts.by}:{' '}
                  {[entry.role, ...(entry.second === undefined ? [] : [entry.second])]
                    .map((role) => roleInWords(lang, surroundings, role))
                    .join('; ')}
                  .{' '}
                  <a class="govuk-link" href={page.href(`${pathOf(defining, definition.id)}/entries/${entry.seq}`)}>
                    {texts.record}
                  </a>
                </>
              )}
              {previous !== undefined && (
                <>
                  {' '}
                  <a
                    class="govuk-link"
                    href={page.href(`${pathOf(definition.id)}/diff?from=${previous}&to=${version}`)}
                  >
                    {texts.difference}
                    <span class="govuk-visually-hidden">: {version}</span>
                  </a>
                </>
              )}
            </li>
          )
        })}
      </ol>
    </Layout>
  )
}

export const DiffPage = ({
  page,
  definition,
  from,
  to,
  changes,
}: Of & { readonly from: string; readonly to: string; readonly changes: readonly Change[] }) => {
  const texts = messages[page.lang]
  const title = texts.diffTitle(from, to)
  return (
    <Layout
      page={page}
      title={title}
      width="full"
      breadcrumbs={trail(
        page,
        ...stepsTo(page, definition),
        [texts.versions, `${pathOf(definition.id)}/versions`],
        title,
      )}
    >
      <span class="govuk-caption-xl">{definition.title[page.lang]}</span>
      <h1 class="govuk-heading-xl">{title}</h1>
      {changes.length === 0 ? <p class="govuk-body">{texts.noChanges}</p> : <Changes page={page} changes={changes} />}
    </Layout>
  )
}
