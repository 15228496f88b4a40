// What a piece of HTML says, as it is read.

/** Text and values of attributes, without the entities that they are written with. */
export const decoded = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What stands on a page, without its markup. */
export const textOf = (html: string) => decoded(html.replaceAll(/<[^>]+>/gu, ' ')).replaceAll(/\s+/gu, ' ')
