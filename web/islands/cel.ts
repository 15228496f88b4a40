// Says under an expression what is wrong with it while it is written. The contract of the page:
//
//   <form data-check="…">   answers a POST of the form's fields, without keeping them, with
//                           {"faults": [{"control": "caption", "text": "…"}]}
//
// Where there is no script, the same is said when the form is sent.

interface Fault {
  readonly control: string
  readonly text: string
}

/** Longer than the pause between two keys, shorter than that before the next thought. */
const PAUSE_MS = 500

function show(form: HTMLFormElement, faults: readonly Fault[]): void {
  for (const area of form.querySelectorAll('textarea')) {
    const id = `${area.name}-now`
    const found = faults.find(({ control }) => control === area.name)
    const place = document.getElementById(id)
    if (found === undefined) place?.remove()
    else if (place === null) {
      const said = document.createElement('p')
      said.id = id
      said.className = 'govuk-error-message'
      said.setAttribute('role', 'status')
      said.textContent = found.text
      area.before(said)
    } else place.textContent = found.text
  }
}

/** What the portal says of the form as it is; nothing where it does not answer, for sending the form checks as well. */
async function faultsOf(form: HTMLFormElement): Promise<readonly Fault[]> {
  const fields = [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  try {
    const answer = await fetch(form.dataset['check'] ?? '', {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(fields),
    })
    const { faults = [] } = (await answer.json()) as { faults?: readonly Fault[] }
    return faults
  } catch {
    return []
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-check]')) {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const check = async (own: number): Promise<void> => {
    const faults = await faultsOf(form)
    // An answer to what was there before the last key says nothing any more.
    if (own === asked) show(form, faults)
  }
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement)) return
    clearTimeout(waiting)
    asked += 1
    waiting = setTimeout(() => void check(asked), PAUSE_MS)
  })
}
