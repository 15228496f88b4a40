// The systems that the demo's administration runs, and where each stands in the plan. Invented: no such system is like this.
import type { Values } from '../../workers/kernel/value.ts'
import type { ActLine } from '../operator.ts'

type Technology = 'mainframe' | 'desktop' | 'web' | 'service'

/**
 * Code, owner, name, name in English, in operation since, technology, platform supported until, criticality, people a
 * year, data, thousands of euro a year, weaknesses, last restore drill, how many people know it, and what it depends on.
 */
const TABLE = `
nbd-naselenie|grao|Национална база данни „Население“|National population database|1998|mainframe|2024-12-31|vital|6400000|personal|1900|4||1
kat|mvr|Пътна полиция: превозни средства и водачи|Road police: vehicles and drivers|2001|desktop|2025-10-14|vital|3100000|personal|1400|7|2024-03-11|1|nbd-naselenie
lichni-karti|mvr|Български документи за самоличност|Identity documents|2009|desktop|2027-01-12|vital|1200000|special|2600|2|2026-05-18|2+|nbd-naselenie
sadimost|mp|Бюра за съдимост|Criminal records|2008|desktop|2023-10-10|high|480000|special|210|6||1|nbd-naselenie
targovski-registar|av|Търговски регистър|Commercial register|2008|web|2026-11-30|vital|1700000|personal|1800|3|2025-12-08|2+
kadastar|agkk|Кадастрално-административна система|Cadastre administration|2014|web|2028-04-30|high|410000|personal|900|1|2026-03-02|2+
imoten-registar|av|Имотен регистър (ИКАР)|Property register (IKAR)|2006|desktop||high|620000|personal|700|5|2023-06-01|1|kadastar
eprihodi|nap|Приходи и декларации|Revenue and tax returns|2010|web|2027-06-30|vital|3900000|personal|5200|2|2026-09-07|2+|nbd-naselenie targovski-registar
trudovi-dogovori|nap|Трудови договори|Contracts of employment|2011|web|2027-06-30|high|2800000|personal|480|1|2026-09-07|2+|nbd-naselenie
bacis|am|Митническа система за внос и износ|Customs import and export|2016|service|2029-12-31|vital|38000|official|3100|0|2026-08-24|2+
pensii|noi|Пенсии|Pensions|1995|mainframe|2022-06-30|vital|2100000|special|1300|8||1|nbd-naselenie trudovi-dogovori
bolnichni|noi|Болнични листове|Sick notes|2014|web|2026-12-31|high|1500000|special|350|3|2025-09-15|2+|nbd-naselenie
zdravno-dosie|mz|Национална здравна информационна система|National health information system|2020|service|2030-12-31|vital|5600000|special|4800|1|2026-10-05|2+|nbd-naselenie
zdravno-osiguryavane|nzok|Персонализирана система на здравната каса|Health insurance system|2012|web|2026-01-31|vital|5900000|special|2200|5|2024-11-04|2+|nbd-naselenie zdravno-dosie
diplomi|mon|Регистри на дипломите|Registers of diplomas|2013|web|2026-08-01|medium|96000|personal|140|2|2024-05-20|1
admin-uchenitsi|mon|Ученици и училища|Pupils and schools|2017|web|2028-01-31|high|720000|personal|900|1|2026-02-16|2+
sotsialno-podpomagane|mtsp|Социално подпомагане|Social assistance|2003|desktop|2024-01-09|vital|830000|special|520|6|2023-03-06|1|nbd-naselenie trudovi-dogovori
prevozvachi|iaaa|Превозвачи и прегледи|Carriers and inspections|2010|desktop|2025-07-01|medium|240000|personal|260|4||2+|kat
konsulstva|mvnr|Консулски услуги|Consular services|2015|web|2027-09-30|high|190000|personal|610|2|2025-11-24|2+
ribari|mzh|Земеделски стопани|Farmers|2007|desktop|2023-01-31|medium|74000|personal|310|5||1
pasishta|mzh|Пасища и ливади|Pastures and meadows|2018|web|2028-10-31|low|5200|official|40|0|2026-01-19|2+
vodi|mosv|Води и язовири|Waters and dams|2012|web|2026-03-31|medium|2600|none|90|3|2024-10-21|1
kulturni-tsennosti|mk|Културни ценности|Cultural heritage|2011|desktop||low|900|official|60|2||1
statistika|nsi|Статистически изследвания|Statistical surveys|2016|web|2028-06-30|high|310000|personal|750|1|2026-06-08|2+
sofia-mestni-danatsi|sofia|Местни данъци на Столична община|Local taxes of Sofia|2005|desktop|2024-06-30|high|900000|personal|430|5|2023-09-18|1|nbd-naselenie
plovdiv-mestni-danatsi|plovdiv|Местни данъци на Община Пловдив|Local taxes of Plovdiv|2005|desktop|2024-06-30|high|280000|personal|160|4||1|nbd-naselenie
vidin-delovodstvo|vidin|Деловодство на Община Видин|Files of Vidin Municipality|2009|desktop||low|14000|personal|12|1||2+
`

const PURPOSE = 'Води данните и обслужва исканията, които органът получава.'
const PLATFORMS = {
  mainframe: 'z/OS, IMS, COBOL',
  desktop: 'Windows Server, Oracle Forms',
  web: 'Linux, PostgreSQL, Java',
  service: 'Kubernetes, PostgreSQL, Go',
} as const

const line = (act: string, key: string, input: Values, effectiveFrom: string): ActLine => ({
  register: 'systems',
  act,
  key,
  input,
  effectiveFrom,
  idempotencyKey: `demo:systems:${key}:${act}`,
})

const described = TABLE.trim()
  .split('\n')
  .map((row): ActLine => {
    const [code = '', owner = '', name = '', nameLatin = '', builtIn, technology, supportedUntil = '', ...rest] =
      row.split('|')
    const [criticality = '', users, data = '', cost, weaknesses, restoredOn = '', known, dependsOn = ''] = rest
    const others = dependsOn === '' ? [] : dependsOn.split(' ')
    return line(
      'bring',
      code,
      {
        name,
        nameLatin,
        owner,
        purpose: PURPOSE,
        builtIn: Number(builtIn),
        technology: technology as Technology,
        platform: PLATFORMS[technology as Technology],
        ...(supportedUntil === '' ? {} : { supportedUntil }),
        hosting: technology === 'service' ? 'supplier' : 'own',
        criticality,
        users: Number(users),
        data,
        // Cents.
        cost: Number(cost) * 100_000,
        ...(others.length === 0 ? {} : { dependencies: others.map((system) => ({ system, how: 'data' })) }),
        weaknesses: Number(weaknesses),
        ...(restoredOn === '' ? {} : { restoredOn }),
        known: known === '2+',
      },
      '2026-09-14',
    )
  })

const WAVES = {
  first: [
    'nbd-naselenie',
    'kat',
    'pensii',
    'sotsialno-podpomagane',
    'sadimost',
    'zdravno-osiguryavane',
    'targovski-registar',
  ],
  second: [
    'lichni-karti',
    'imoten-registar',
    'bolnichni',
    'sofia-mestni-danatsi',
    'plovdiv-mestni-danatsi',
    'prevozvachi',
  ],
  third: ['kadastar', 'trudovi-dogovori', 'statistika', 'diplomi', 'konsulstva'],
} as const
const DUE = { first: '2027-06-30', second: '2027-12-31', third: '2028-12-31' } as const
const REASONS = 'Мести се заедно със системите, от които зависи.'

const planned = Object.entries(WAVES).flatMap(([wave, codes]) =>
  codes.map((code) =>
    line(
      'plan',
      code,
      { wave, dueOn: DUE[wave as keyof typeof DUE], ...(wave === 'first' ? {} : { reasons: REASONS }) },
      '2026-10-05',
    ),
  ),
)

export const systems: readonly ActLine[] = [
  ...described,
  ...planned,
  line('plan', 'bacis', { wave: 'stays', reasons: 'Обща система на Съюза: мястото ѝ се решава там.' }, '2026-10-05'),
  line('begin', 'sadimost', {}, '2026-10-12'),
  line('begin', 'targovski-registar', {}, '2026-10-12'),
  line(
    'complete',
    'targovski-registar',
    {
      technology: 'service',
      platform: PLATFORMS.service,
      supportedUntil: '2030-12-31',
      restoredOn: '2026-10-19',
      weaknesses: 0,
    },
    '2026-10-20',
  ),
]
