// The authorities of the demo: real ones, by the short names that their officials use.

export interface Body {
  readonly code: string
  readonly name: string
  /** As it calls itself in English. */
  readonly nameLatin: string
  readonly kind: 'ministry' | 'agency' | 'municipality' | 'other'
  /** EKATTE code. */
  readonly seat: string
}

type Named = readonly [code: string, name: string, nameLatin: string]

const SOFIA = '68134'

const inSofia =
  (kind: Body['kind']) =>
  ([code, name, nameLatin]: Named): Body => ({ code, name, nameLatin, kind, seat: SOFIA })

const ministries = (
  [
    ['mvr', 'Министерство на вътрешните работи', 'Ministry of the Interior'],
    ['mf', 'Министерство на финансите', 'Ministry of Finance'],
    ['mp', 'Министерство на правосъдието', 'Ministry of Justice'],
    ['mz', 'Министерство на здравеопазването', 'Ministry of Health'],
    ['mon', 'Министерство на образованието и науката', 'Ministry of Education and Science'],
    ['mtsp', 'Министерство на труда и социалната политика', 'Ministry of Labour and Social Policy'],
    ['mts', 'Министерство на транспорта и съобщенията', 'Ministry of Transport and Communications'],
    ['meu', 'Министерство на електронното управление', 'Ministry of Electronic Governance'],
    [
      'mrrb',
      'Министерство на регионалното развитие и благоустройството',
      'Ministry of Regional Development and Public Works',
    ],
    ['mosv', 'Министерство на околната среда и водите', 'Ministry of Environment and Water'],
    ['mzh', 'Министерство на земеделието и храните', 'Ministry of Agriculture and Food'],
    ['mk', 'Министерство на културата', 'Ministry of Culture'],
    ['mvnr', 'Министерство на външните работи', 'Ministry of Foreign Affairs'],
  ] as const
).map(inSofia('ministry'))

const agencies = (
  [
    ['nsi', 'Национален статистически институт', 'National Statistical Institute'],
    ['nap', 'Национална агенция за приходите', 'National Revenue Agency'],
    ['agkk', 'Агенция по геодезия, картография и кадастър', 'Geodesy, Cartography and Cadastre Agency'],
    ['av', 'Агенция по вписванията', 'Registry Agency'],
    ['am', 'Агенция „Митници“', 'Customs Agency'],
    ['iaaa', 'Изпълнителна агенция „Автомобилна администрация“', 'Road Transport Administration'],
  ] as const
).map(inSofia('agency'))

const others = (
  [
    ['ministerski-savet', 'Министерски съвет', 'Council of Ministers'],
    ['grao', 'ГД „Гражданска регистрация и административно обслужване“', 'Civil Registration Directorate'],
    ['noi', 'Национален осигурителен институт', 'National Social Security Institute'],
    ['nzok', 'Национална здравноосигурителна каса', 'National Health Insurance Fund'],
    ['kzld', 'Комисия за защита на личните данни', 'Commission for Personal Data Protection'],
    ['tsik', 'Централна избирателна комисия', 'Central Election Commission'],
    ['notaries', 'Нотариална камара', 'Chamber of Notaries'],
    ['sveta-anna', 'УМБАЛ „Света Анна“', 'Sveta Anna University Hospital'],
  ] as const
).map(inSofia('other'))

const municipalities = (
  [
    ['sofia', 'Столична община', 'Sofia Municipality', SOFIA],
    ['plovdiv', 'Община Пловдив', 'Plovdiv Municipality', '56784'],
    ['varna', 'Община Варна', 'Varna Municipality', '10135'],
    ['burgas', 'Община Бургас', 'Burgas Municipality', '07079'],
    ['ruse', 'Община Русе', 'Ruse Municipality', '63427'],
    ['smolyan', 'Община Смолян', 'Smolyan Municipality', '67653'],
    ['vidin', 'Община Видин', 'Vidin Municipality', '10971'],
    ['tryavna', 'Община Трявна', 'Tryavna Municipality', '73403'],
  ] as const
).map(([code, name, nameLatin, seat]): Body => ({ code, name, nameLatin, kind: 'municipality', seat }))

export const bodies: readonly Body[] = [...others, ...ministries, ...agencies, ...municipalities]
