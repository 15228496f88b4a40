// Which vehicles drive in the demo: models of real makers, with how their numbers begin.
type Fuel = 'petrol' | 'diesel' | 'electric' | 'hybrid' | 'gas' | 'none'

export interface Model {
  /** The first eleven characters of the VIN: `y` is the model year's, `#` the check digit. */
  readonly vin: string
  readonly make: string
  readonly model: string
  readonly category: string
  readonly fuels: readonly Fuel[]
  /** In kg. */
  readonly mass: readonly [from: number, to: number]
  readonly years: readonly [from: number, to: number]
}

type Row = readonly [
  vin: string,
  make: string,
  model: string,
  fuels: readonly Fuel[],
  mass: readonly [number, number],
  years: readonly [number, number],
]

const of =
  (category: string) =>
  ([vin, make, model, fuels, mass, years]: Row): Model => ({ vin, make, model, category, fuels, mass, years })

const P = ['petrol'] as const
const D = ['diesel'] as const
const PD = ['petrol', 'diesel'] as const
const PG = ['petrol', 'gas'] as const
const E = ['electric'] as const
const H = ['hybrid'] as const

const CARS: readonly Row[] = [
  ['WVWZZZ1KZyW', 'Volkswagen', 'Golf', PD, [1225, 1390], [2004, 2012]],
  ['WVWZZZAUZyW', 'Volkswagen', 'Golf', PD, [1210, 1380], [2013, 2020]],
  ['WVWZZZ3CZyE', 'Volkswagen', 'Passat', D, [1450, 1590], [2005, 2014]],
  ['WVWZZZ6RZyY', 'Volkswagen', 'Polo', P, [1055, 1140], [2010, 2017]],
  ['WAUZZZ8KZyA', 'Audi', 'A4', PD, [1460, 1620], [2008, 2015]],
  ['WAUZZZ4FZyN', 'Audi', 'A6', D, [1640, 1800], [2005, 2011]],
  ['WBA3D31000F', 'BMW', '320d', D, [1495, 1560], [2012, 2018]],
  ['WDB2030461F', 'Mercedes-Benz', 'C 220', D, [1505, 1570], [2000, 2007]],
  ['WDD2120021A', 'Mercedes-Benz', 'E 220', D, [1735, 1800], [2009, 2016]],
  ['W0L0AHL48y5', 'Opel', 'Astra', PG, [1230, 1320], [2004, 2009]],
  ['W0L0SDL08y4', 'Opel', 'Corsa', P, [1100, 1160], [2006, 2014]],
  ['TMBCS21Z4y2', 'Škoda', 'Octavia', PD, [1290, 1420], [2004, 2012]],
  ['TMBAG7NE4y0', 'Škoda', 'Octavia', PD, [1230, 1390], [2013, 2020]],
  ['TMBEA25J2y3', 'Škoda', 'Fabia', P, [1050, 1120], [2007, 2014]],
  ['TMBAJ9NP4y7', 'Škoda', 'Superb', D, [1485, 1610], [2015, 2022]],
  ['VSSZZZ1PZyR', 'SEAT', 'Leon', PD, [1265, 1370], [2005, 2012]],
  ['VF1BM1R0H34', 'Renault', 'Megane', PD, [1175, 1290], [2003, 2008]],
  ['VF15RRL0H54', 'Renault', 'Clio', PD, [1010, 1110], [2012, 2019]],
  ['UU1HSDAG540', 'Dacia', 'Duster', PG, [1180, 1280], [2010, 2017]],
  ['UU15SDAG355', 'Dacia', 'Sandero', PG, [1000, 1080], [2013, 2020]],
  ['UU1KSD0F534', 'Dacia', 'Logan', PD, [1090, 1190], [2007, 2012]],
  ['VF33C9HZC84', 'Peugeot', '307', PD, [1200, 1350], [2001, 2007]],
  ['VF3LCBHZHGS', 'Peugeot', '308', D, [1190, 1310], [2014, 2020]],
  ['VF7LC9HZC74', 'Citroën', 'C4', PD, [1230, 1340], [2004, 2010]],
  ['ZFA19900001', 'Fiat', 'Grande Punto', PG, [1030, 1150], [2005, 2012]],
  ['ZFA16900001', 'Fiat', 'Panda', PG, [860, 940], [2004, 2011]],
  ['WF0DXXGCDDy', 'Ford', 'Focus', PD, [1210, 1350], [2005, 2010]],
  ['JTDKW923005', 'Toyota', 'Yaris', P, [975, 1040], [2006, 2011]],
  ['NMTKHMBX10R', 'Toyota', 'C-HR', H, [1380, 1455], [2017, 2023]],
  ['SB1K93BE10E', 'Toyota', 'Corolla', H, [1285, 1370], [2019, 2025]],
  ['SJNFAAJ11U1', 'Nissan', 'Qashqai', PD, [1310, 1480], [2014, 2021]],
  ['SJNFAAZE1U0', 'Nissan', 'Leaf', E, [1515, 1580], [2013, 2021]],
  ['JHMGD17402S', 'Honda', 'Jazz', P, [1040, 1090], [2004, 2008]],
  ['JMZGH12F601', 'Mazda', '6', PD, [1350, 1490], [2008, 2012]],
  ['TMAD351BAyJ', 'Hyundai', 'i30', PD, [1220, 1360], [2012, 2022]],
  ['U5YHN516AyL', 'Kia', 'Ceed', PD, [1240, 1370], [2010, 2018]],
  ['U5YPG814AyL', 'Kia', 'Sportage', PD, [1420, 1590], [2016, 2021]],
  ['YV1BW754Ay1', 'Volvo', 'V70', D, [1620, 1740], [2010, 2015]],
  ['TSMMZC21S00', 'Suzuki', 'Swift', P, [950, 1030], [2005, 2010]],
  ['XTA212140y0', 'Lada', 'Niva', PG, [1210, 1250], [1999, 2014]],
  // 49 CFR 565.15: the ninth character of these is a check digit.
  ['5YJ3E7EB#yF', 'Tesla', 'Model 3', E, [1760, 1850], [2019, 2022]],
  ['XP7YGCEK0yB', 'Tesla', 'Model Y', E, [1910, 2000], [2022, 2025]],
  ['1FA6P8CF#y5', 'Ford', 'Mustang', P, [1690, 1770], [2015, 2021]],
  ['1C4RJFBM#yC', 'Jeep', 'Grand Cherokee', D, [2190, 2350], [2012, 2020]],
]

export const models: readonly Model[] = [
  ...CARS.map(of('M1')),
  of('M2')(['WDB9066571S', 'Mercedes-Benz', 'Sprinter', D, [2650, 3100], [2008, 2018]]),
  of('M3')(['WKK63213123', 'Setra', 'S 415', D, [13_100, 14_200], [2008, 2018]]),
  of('M3')(['SUU241161yB', 'Solaris', 'Urbino 12', D, [10_600, 11_400], [2009, 2021]]),
  of('N1')(['WV1ZZZ7HZyH', 'Volkswagen', 'Transporter', D, [1780, 2050], [2004, 2015]]),
  of('N1')(['WF0XXXTTFXy', 'Ford', 'Transit', D, [1900, 2250], [2006, 2014]]),
  of('N1')(['ZFA26300006', 'Fiat', 'Doblo', ['diesel', 'gas'], [1350, 1510], [2010, 2021]]),
  of('N2')(['ZCFC150A105', 'Iveco', 'Daily', D, [2600, 3200], [2007, 2019]]),
  of('N3')(['WMA06XZZ9yM', 'MAN', 'TGX', D, [7600, 8400], [2009, 2021]]),
  of('N3')(['YS2R4X20001', 'Scania', 'R 450', D, [7700, 8500], [2013, 2022]]),
  of('L3e')(['ZDCPC38A0yF', 'Honda', 'CBF 600', P, [212, 222], [2004, 2010]]),
  of('L3e')(['JYARJ16E000', 'Yamaha', 'XJ6', P, [205, 215], [2009, 2015]]),
  of('L3e')(['WB10A0100yZ', 'BMW', 'R 1200 GS', P, [229, 244], [2013, 2018]]),
  of('O1')(['WHDH75200y0', 'Humbaur', 'HA 752', ['none'], [135, 190], [2008, 2023]]),
]
