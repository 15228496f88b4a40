// Opens a page anew when what it waits for has come. The contract of the page:
//
//   <div data-await="…" data-key="…">
//
//   data-await  answers a GET with JSON; its values, joined with colons, are the page's key
//   data-key    the key that the page shows: another one means that there is something new to see

/** A person waits before the screen. */
const EVERY_MS = 1500

for (const place of document.querySelectorAll<HTMLElement>('[data-await]')) {
  const look = async (): Promise<void> => {
    if (document.visibilityState === 'visible') {
      const answer = await fetch(place.dataset['await'] ?? '', { headers: { Accept: 'application/json' } }).catch(
        // Without a network there is nothing new; the button on the page still works.
        () => null,
      )
      const found: unknown = answer?.ok ? await answer.json() : null
      if (typeof found === 'object' && found !== null && Object.values(found).join(':') !== place.dataset['key'])
        location.reload()
    }
    setTimeout(() => void look(), EVERY_MS)
  }
  setTimeout(() => void look(), EVERY_MS)
}
