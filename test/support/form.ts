// Forms as a browser has them: what a page's controls hold, and so what would be sent.
import { decoded } from './text.ts'

const attributeOf = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1]
  return value === undefined ? undefined : decoded(value)
}

const has = (tag: string, name: string): boolean => new RegExp(`\\s${name}(?=[\\s/>=])`, 'u').test(tag)

const CONTROL = /<input\b[^>]*>|<select\b[^>]*>[\s\S]*?<\/select>|<textarea\b[^>]*>([\s\S]*?)<\/textarea>/gu

function valueOf(control: string, text: string | undefined): string | undefined {
  // A browser takes the first line break of a textarea for a matter of layout.
  if (text !== undefined) return decoded(text).replace(/^\n/u, '')
  if (control.startsWith('<select'))
    return (
      attributeOf(
        [...control.matchAll(/<option\b[^>]*>/gu)].find(([option]) => has(option, 'selected'))?.[0] ?? '',
        'value',
      ) ?? ''
    )
  const type = attributeOf(control, 'type')
  if (type === 'radio' || type === 'checkbox')
    return has(control, 'checked') ? (attributeOf(control, 'value') ?? 'on') : undefined
  return attributeOf(control, 'value') ?? ''
}

/** What the controls of a piece of HTML would send, by name. */
export function controlsOf(html: string): { readonly [name: string]: string } {
  const controls = [...html.matchAll(CONTROL)].flatMap(([control, text]) => {
    const [name, value] = [attributeOf(/^<[^>]*>/u.exec(control)?.[0] ?? '', 'name'), valueOf(control, text)]
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(controls)
}

/** The form of a page that is sent to an address; throws where there is none. */
export function formOf(html: string, action: string): { readonly [name: string]: string } {
  const form = [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/gu)].find(
    ([one]) => attributeOf(/^<[^>]*>/u.exec(one)?.[0] ?? '', 'action') === action,
  )
  if (form === undefined) throw new Error(`no form is sent to ${action}`)
  return controlsOf(form[0])
}
