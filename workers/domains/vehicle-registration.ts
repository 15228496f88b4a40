// Services of the road police: what an owner asks of it.
import { evidence } from '../kernel/evidence.ts'
import { boolean, text } from '../kernel/field.ts'
import { service } from '../kernel/service.ts'

export const registerVehicle = service({
  id: 'register-vehicle',
  title: { bg: 'Регистрация на превозно средство', en: 'Register a vehicle' },
  about: {
    bg: 'За превозно средство, което още не е в регистъра. Не са нужни удостоверения: кой сте, знаем от регистъра на населението.',
    en: 'For a vehicle that is not yet in the register. No certificates are needed: the population register tells who you are.',
  },
  law: 'Наредба № I-45 от 2000 г., чл. 12',
  authority: 'mvr',
  level: 'substantial',
  applicants: ['person', 'company'],
  pages: [
    {
      id: 'vehicle',
      title: { bg: 'Превозното средство', en: 'The vehicle' },
      about: {
        bg: 'Данните са в талона му или в документа на производителя.',
        en: 'The data is in its registration document or the maker’s certificate.',
      },
      questions: {
        vin: 'vehicles.vin',
        make: 'vehicles.make',
        model: 'vehicles.model',
        category: 'vehicles.category',
      },
    },
    {
      id: 'technical',
      title: { bg: 'Технически данни', en: 'Technical data' },
      questions: {
        fuel: 'vehicles.fuel',
        emissionClass: 'vehicles.emissionClass',
        firstRegistered: 'vehicles.firstRegistered',
        mass: 'vehicles.mass',
        colour: 'vehicles.colour',
      },
    },
  ],
  evidence: {
    applicant: { ask: 'person-identity', input: { personalNumber: 'person.personalNumber' } },
    trader: { ask: 'company-identity', input: { number: 'company.number' } },
    vehicle: { ask: 'vehicle-by-vin', input: { vin: 'form.vin' } },
  },
  refuse: {
    'applicant-unknown': '!has(applicant.names)',
    'applicant-dead': 'has(applicant.diedOn)',
    'company-unknown': '!has(trader.name)',
    'company-closed': "trader.status == 'closed'",
    'already-registered': 'vehicle.registered',
  },
  refusals: {
    'applicant-unknown': {
      bg: 'Не Ви намираме в регистъра на населението. Обърнете се към общината по постоянния си адрес.',
      en: 'We do not find you in the population register. Ask the municipality of your permanent address.',
    },
    'applicant-dead': {
      bg: 'В регистъра на населението лицето е отбелязано като починало. Обърнете се към общината.',
      en: 'The population register says that this person has died. Ask the municipality.',
    },
    'company-unknown': {
      bg: 'Не намираме търговеца в Търговския регистър. Обърнете се към Агенцията по вписванията.',
      en: 'We do not find the company in the commercial register. Ask the Registry Agency.',
    },
    'company-closed': {
      bg: 'Търговецът е заличен и не може да притежава превозно средство.',
      en: 'The company was struck off and cannot own a vehicle.',
    },
    'already-registered': {
      bg: 'Превозно средство с този номер на рама вече е в регистъра. Ако сте го купили, трябва смяна на собственика, а не нова регистрация.',
      en: 'A vehicle with this VIN is already in the register. If you bought it, it needs a change of owner, not a new registration.',
    },
  },
  fee: { cents: 1279, law: 'Тарифа № 4, чл. 28' },
  term: { count: 7, unit: 'working-days', law: 'АПК, чл. 57, ал. 5', silence: 'refusal' },
  decide: { by: ['mvr.registrar'], questions: { plate: 'vehicles.plate' } },
  causes: {
    register: 'vehicles',
    act: 'enter',
    key: 'form.vin',
    input: {
      plate: 'decision.plate',
      make: 'form.make',
      model: 'form.model',
      category: 'form.category',
      fuel: 'form.fuel',
      emissionClass: 'form.emissionClass',
      firstRegistered: 'form.firstRegistered',
      mass: 'form.mass',
      colour: 'form.colour',
      owner: 'person.personalNumber',
      company: 'company.number',
    },
  },
})

export const vehicleByVin = evidence({
  id: 'vehicle-by-vin',
  title: { bg: 'Регистрирано ли е превозното средство', en: 'Whether the vehicle is registered' },
  law: 'Закон за движението по пътищата, чл. 140',
  source: 'vehicles',
  input: {
    vin: text({
      label: { bg: 'Номер на рамата (VIN)', en: 'Vehicle identification number (VIN)' },
      format: 'vin',
      disclose: 'restricted',
    }),
  },
  key: 'input.vin',
  answer: {
    registered: {
      field: boolean({ label: { bg: 'Вече е в регистъра', en: 'Already in the register' }, disclose: 'open' }),
      value: 'found',
    },
  },
})
