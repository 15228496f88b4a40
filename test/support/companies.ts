// Companies for tests, and who represents them: each as the commercial register has it.
import { perform, publish } from './records.ts'

const founded = new Set<string>()
let made = 0

/** Enters a representative of a company; the company too, where it is not there yet. Their record and mandate. */
export async function represented(
  company: string,
  manager: { readonly number: string },
  manner: 'severally' | 'jointly' = 'severally',
) {
  if (!founded.has(company))
    await perform({
      register: 'companies',
      key: company,
      act: 'found',
      input: { name: 'Зора Транс', nameLatin: 'Zora Trans', form: 'ood', seat: '68134', street: 'ул. „Шипка“ 1' },
    })
  founded.add(company)
  const key = `${company}-${(made += 1)}`
  await perform({
    register: 'company-representatives',
    key,
    input: { company, person: manager.number, name: 'Мария Иванова', role: 'manager', manner },
  })
  await publish('company-representatives')
  return { key, mandate: `company-representatives:${key}:representative` }
}
