// How a file that is to be kept is called.

/** In the letters that a header takes, and as it is (RFC 6266, 5). */
export const attachment = (name: string): string =>
  `attachment; filename="${name.replaceAll(/[^\w.-]/gu, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`
