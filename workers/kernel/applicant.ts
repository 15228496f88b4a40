// What an applicant may be: a person or a company, each known to the services by the number of its register.
import { formatOf } from './field.ts'
import type { RegisterDefinition } from './register.ts'

export const applicants = ['person', 'company'] as const
export type Applicant = (typeof applicants)[number]

/** Under which name an expression of a service reads the number of each, and the format by which a register of them is known. */
export const NUMBERS = {
  person: { field: 'personalNumber', format: 'personal-number' },
  company: { field: 'number', format: 'company-number' },
} as const satisfies { readonly [kind in Applicant]: { readonly field: string; readonly format: string } }
/** What the records of a register are as applicants; undefined where they are none. */
export const applicantIn = ({ fields, key }: RegisterDefinition): Applicant | undefined =>
  applicants.find((kind) => NUMBERS[kind].format === formatOf(fields[key]))
