// The two languages of the platform, and a text in both.
export const languages = ['bg', 'en'] as const
export type Language = (typeof languages)[number]
export type Localised = { readonly [language in Language]: string }
