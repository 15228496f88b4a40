// How an island works on a form: it asks the portal, answers in hidden fields, and says in the form what went wrong.

/** What went wrong, as a sentence of the page's own language. */
export class Refused extends Error {}

/** The portal asks for a login first: the form is sent as it is, is kept there, and comes back after the login. */
class LoginFirst extends Error {}

const LOGIN_FIRST: ReadonlySet<string> = new Set(['not-signed-in', 'level-too-low', 'login-too-old', 'card-needed'])

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
  const body = (await answer.json()) as T & { readonly title?: string; readonly code?: string }
  // A conflict: what the page asks for was done elsewhere since, and is shown there.
  if (answer.status === 409 && form.dataset['done'] !== undefined) location.assign(form.dataset['done'])
  if (!answer.ok && LOGIN_FIRST.has(body.code ?? '')) throw new LoginFirst()
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
 * with the portal's own sentence, else with `data-failed`. Where a login comes first, and where its button asks for the
 * card, the form is sent as it is. A form that is to `stay` is never sent: the page is asked for again, which asks for the
 * login.
 */
export function onSubmit(
  form: HTMLFormElement,
  work: (button: HTMLElement | null) => Promise<void>,
  then: 'send' | 'stay' = 'send',
): void {
  form.addEventListener('submit', (event) => {
    if (event.submitter?.getAttribute('name') === 'with-card') return
    event.preventDefault()
    say(form, '')
    busy(form, true)
    // Not requestSubmit(), which would come back here.
    const send = () => HTMLFormElement.prototype.submit.call(form)
    const finish = () => (then === 'send' ? send() : busy(form, false))
    work(event.submitter).then(finish, (error: unknown) => {
      if (error instanceof LoginFirst) return then === 'send' ? send() : location.reload()
      busy(form, false)
      say(form, (error instanceof Refused && error.message) || (form.dataset['failed'] ?? ''))
    })
  })
}
