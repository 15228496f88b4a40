// How an island works on a form: it asks the portal, answers in hidden fields, and says in the form what went wrong.

/** What went wrong, as a sentence of the page's own language. */
export class Refused extends Error {}

/**
 * Posts what the form holds, and reads JSON. Throws Refused with the title of the problem document; where it was done
 * already, the form's `data-done` says where to go.
 */
export async function ask<T>(form: HTMLFormElement, url: string): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(
      [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
  })
  const body = (await answer.json()) as T & { readonly title?: string }
  // A conflict: what the page asks for was done elsewhere since, and is shown there.
  if (answer.status === 409 && form.dataset['done'] !== undefined) location.assign(form.dataset['done'])
  if (!answer.ok) throw new Refused(body.title ?? '')
  return body
}

/** Fills a hidden field. */
export function fill(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name)
  if (!(field instanceof HTMLInputElement)) throw new Error(`the form has no field ${name}`)
  field.value = value
}

/** Shows a sentence in the form's `[data-error]`, or hides it. */
export function say(form: HTMLFormElement, sentence: string): void {
  const place = form.querySelector<HTMLElement>('[data-error]')
  if (place === null) return
  place.textContent = sentence
  place.hidden = sentence === ''
}

function busy(form: HTMLFormElement, waiting: boolean): void {
  form.toggleAttribute('aria-busy', waiting)
  for (const button of form.querySelectorAll('button')) button.disabled = waiting
}

/**
 * On submitting: does the work, which fills the form, and sends it. Where the work fails, the form says why and waits:
 * with the portal's own sentence, else with `data-failed`.
 */
export function onSubmit(form: HTMLFormElement, work: () => Promise<void>): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    say(form, '')
    busy(form, true)
    work().then(
      // Not requestSubmit(), which would come back here.
      () => HTMLFormElement.prototype.submit.call(form),
      (error: unknown) => {
        busy(form, false)
        say(form, (error instanceof Refused && error.message) || (form.dataset['failed'] ?? ''))
      },
    )
  })
}
