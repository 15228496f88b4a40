// The identity card in a digital wallet: what its issuer asks the population register for.
import { evidence } from '../kernel/evidence.ts'
import { date, reference, text } from '../kernel/field.ts'

const personal = (bg: string, en: string) => text({ label: { bg, en }, disclose: 'personal', max: 60 })

export const walletPid = evidence({
  id: 'wallet-pid',
  title: { bg: 'Данни за личната карта в телефона', en: 'Data for the identity card on a phone' },
  law: 'Регламент (ЕС) № 910/2014, чл. 5а; Регламент за изпълнение (ЕС) 2024/2977, чл. 3',
  source: 'civil',
  input: {
    personalNumber: text({
      label: { bg: 'ЕГН', en: 'Personal number (EGN)' },
      format: 'personal-number',
      disclose: 'personal',
    }),
  },
  key: 'input.personalNumber',
  answer: {
    givenName: { field: personal('Собствено име', 'Given name'), value: 'record.givenName' },
    middleName: { field: personal('Бащино име', 'Father’s name'), value: 'record.middleName' },
    familyName: { field: personal('Фамилно име', 'Family name'), value: 'record.familyName' },
    bornOn: {
      field: date({ label: { bg: 'Дата на раждане', en: 'Date of birth' }, disclose: 'personal' }),
      value: 'record.bornOn',
    },
    bornIn: {
      field: reference({
        register: 'addresses',
        format: 'settlement-code',
        label: { bg: 'Място на раждане', en: 'Place of birth' },
        disclose: 'personal',
      }),
      value: 'record.bornIn',
    },
    citizenship: { field: personal('Гражданство', 'Citizenship'), value: 'record.citizenship' },
    diedOn: {
      field: date({ label: { bg: 'Дата на смърт', en: 'Date of death' }, disclose: 'personal' }),
      value: 'record.diedOn',
    },
  },
})
