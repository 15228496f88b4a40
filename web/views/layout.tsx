// What every page stands in: the head with mark and sign-in, the parts of the portal, the content, the foot.
import { raw } from 'hono/html'
import { components } from '../messages/components.ts'
import { layout } from '../messages/layout.ts'
import { oidc } from '../messages/oidc.ts'
import { asset, type Asset } from './assets.ts'
import { BackLink } from './components/back-link.tsx'
import { Breadcrumbs, type Crumb } from './components/breadcrumbs.tsx'
import type { Content } from './components/common.ts'
import { Footer } from './components/footer.tsx'
import { GenericHeader } from './components/generic-header.tsx'
import { LanguageContext } from './components/language.ts'
import { LanguageNavigation } from './components/language-navigation.tsx'
import { Mark } from './components/mark.tsx'
import { PhaseBanner } from './components/phase-banner.tsx'
import { ServiceNavigation } from './components/service-navigation.tsx'
import { SkipLink } from './components/skip-link.tsx'
import { ActingBanner } from './mandates/acting-banner.tsx'
import { otherLanguage, type Page } from './page.ts'
import { Alerts } from './safety/alerts.tsx'

export interface LayoutProps {
  readonly page: Page
  /** What this page is, without the portal's name; the same words as its `<h1>`. */
  readonly title: string
  readonly children: Content
  /** From the front page down; the last one, without `href`, is this page. */
  readonly breadcrumbs?: readonly Crumb[] | undefined
  /** Internal path of the step before, without the language. */
  readonly back?: string | undefined
  /** `text` (two thirds, for reading) where not said; `full` for tables. */
  readonly width?: 'text' | 'full' | undefined
  /** The form came back with errors: the title says so first. */
  readonly error?: boolean | undefined
  /** What the page opens with, on the whole breadth of the window; it holds the `<h1>`. */
  readonly hero?: Content
  /** Scripts of this page, by the names of their files: `passkey.js`. */
  readonly islands?: readonly Asset[] | undefined
  /** Where the page leads by itself, at once. */
  readonly refresh?: string | undefined
}

/** The fonts of the first lines: what the language is written in, regular and bold. */
const PRELOADED = {
  bg: ['sofia-sans-cyrillic-400-normal.woff2', 'sofia-sans-cyrillic-700-normal.woff2'],
  en: ['sofia-sans-latin-400-normal.woff2', 'sofia-sans-latin-700-normal.woff2'],
} as const satisfies { readonly [language: string]: readonly Asset[] }

const PARTS = [
  { part: 'registers', path: '/registers' },
  { part: 'services', path: '/services' },
  { part: 'mine', path: '/me' },
  { part: 'work', path: '/work' },
] as const

const Head = ({ page, title, error, islands = [], refresh }: LayoutProps) => {
  const texts = layout[page.lang]
  const other = otherLanguage(page)
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${error ? `${texts.errorPrefix}: ` : ''}${title} – ${texts.product}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0f1d20" media="(prefers-color-scheme: dark)" />
      {refresh !== undefined && <meta http-equiv="refresh" content={`0; url=${refresh}`} />}
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="alternate" hreflang={other.lang} href={other.href} />
      {PRELOADED[page.lang].map((font) => (
        <link rel="preload" href={asset(font)} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      <link rel="stylesheet" href={asset('izvor.css')} />
      {islands.map((island) => (
        <script type="module" src={asset(island)} />
      ))}
    </head>
  )
}

const SignIn = ({ page }: { readonly page: Page }) => {
  const texts = layout[page.lang]
  if (!page.person)
    return (
      <a class="govuk-link govuk-link--no-visited-state izvor-header__sign-in" href={page.href('/login')}>
        {texts.signIn}
      </a>
    )
  return (
    <form class="izvor-header__person" method="post" action={page.href('/logout')}>
      <a class="govuk-link govuk-link--no-visited-state izvor-header__name" href={page.href('/me')}>
        <span class="govuk-visually-hidden">{texts.signedInAs} </span>
        {page.person.name}
      </a>
      <button class="izvor-link-button" type="submit">
        {texts.signOut}
      </button>
    </form>
  )
}

const Header = ({ page }: { readonly page: Page }) => {
  const texts = layout[page.lang]
  const other = otherLanguage(page)
  const logo = (
    <>
      <Mark />
      <span>
        <span class="izvor-header__product">{texts.product}</span>
        <span class="izvor-header__tagline">{texts.tagline}</span>
      </span>
    </>
  )
  return (
    <GenericHeader logo={logo} url={page.href('/')}>
      <div class="izvor-header__end">
        <LanguageNavigation
          items={[{ text: texts.otherLanguage, lang: other.lang, href: other.href }]}
          ariaLabel={texts.language}
        />
        <SignIn page={page} />
      </div>
    </GenericHeader>
  )
}

const Navigation = ({ page }: { readonly page: Page }) => {
  const texts = layout[page.lang]
  const isOfficial = page.person !== undefined && page.person.roles.length > 0
  return (
    <ServiceNavigation
      navigationLabel={texts.navigation}
      navigation={PARTS.map(
        ({ part, path }) =>
          (part !== 'work' || isOfficial) && {
            text: texts[part],
            href: page.href(path),
            current: page.path === path,
            active: page.path.startsWith(`${path}/`),
          },
      )}
    />
  )
}

const Foot = ({ page }: { readonly page: Page }) => {
  const texts = layout[page.lang]
  return (
    <Footer
      title={texts.footer}
      items={[
        { text: texts.openData, href: page.href('/open-data') },
        { text: texts.proofs, href: page.href('/proofs') },
        { text: texts.verify, href: page.href('/verify') },
        { text: oidc[page.lang].forSites, href: page.href('/developers') },
        { text: texts.continuity, href: page.href('/continuity') },
        { text: texts.accessibility, href: page.href('/accessibility') },
      ]}
    >
      {texts.promise}
    </Footer>
  )
}

const Body = ({ page, breadcrumbs, back, hero, width = 'text', children }: LayoutProps) => {
  if (hero !== undefined)
    return (
      <main id="content" tabindex={-1}>
        <div class="izvor-hero">
          <div class="govuk-width-container izvor-hero__content">{hero}</div>
        </div>
        <div class="govuk-width-container govuk-main-wrapper">{children}</div>
      </main>
    )
  return (
    <div class="govuk-width-container">
      {breadcrumbs && <Breadcrumbs items={breadcrumbs} collapseOnMobile />}
      {back !== undefined && (
        <nav aria-label={components[page.lang].back}>
          <BackLink href={page.href(back)} />
        </nav>
      )}
      <main class="govuk-main-wrapper" id="content" tabindex={-1}>
        {width === 'full' ? (
          children
        ) : (
          <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{children}</div>
          </div>
        )}
      </main>
    </div>
  )
}

export const Layout = (props: LayoutProps) => {
  const { page } = props
  const texts = layout[page.lang]
  return (
    <LanguageContext.Provider value={page.lang}>
      {raw('<!DOCTYPE html>')}
      <html lang={page.lang} class="govuk-template">
        <Head {...props} />
        <body class="govuk-template__body">
          <SkipLink>{texts.skip}</SkipLink>
          <header>
            <Header page={page} />
            <Navigation page={page} />
            {page.demo && (
              <div class="izvor-notice">
                <PhaseBanner tag={{ text: texts.demoTag, classes: 'govuk-tag--orange' }}>{texts.demo}</PhaseBanner>
              </div>
            )}
            {page.person?.acting !== undefined && <ActingBanner page={page} called={page.person.acting} />}
          </header>
          <Alerts page={page} />
          <Body {...props} />
          <footer>
            <Foot page={page} />
          </footer>
        </body>
      </html>
    </LanguageContext.Provider>
  )
}
