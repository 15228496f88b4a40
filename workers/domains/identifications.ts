// Who was identified at a counter, by which document and which two officials, and which key came of it.
import { boolean, date, oneOf, personRef, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

/** Who sits at a counter: an office of the ministry, or a municipality's centre for electronic identification (чл. 20). */
const COUNTERS = ['mvr.clerk', 'sofia.clerk']

const annulled = "record.status == 'annulled'"

export const identifications = register({
  id: 'identifications',
  title: { bg: 'Регистър на разпознатите на гише', en: 'Register of identifications at counters' },
  about: {
    bg: 'Кой е разпознат на гише, за да получи ключ за достъп: по кой документ и от кои двама служители. Кой е човекът, вижда само той и органите с основание.',
    en: 'Who was identified at a counter to get a passkey: by which document and which two officials. Who it was, only that person and authorities with a legal ground see.',
  },
  law: 'Закон за електронната идентификация, чл. 18 и чл. 20; Регламент за изпълнение (ЕС) 2015/1502, приложение, т. 2.1.2',
  keeper: 'mvr',
  key: 'number',
  caption: "'Разпознаване · Identification ' + record.number",
  fields: {
    number: text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' }),
    person: personRef({ label: { bg: 'Лице (ЕГН)', en: 'Person (EGN)' }, disclose: 'personal', find: 'exact' }),
    document: oneOf(
      {
        chip: { bg: 'лична карта с чип', en: 'identity card with a chip' },
        plain: { bg: 'лична карта без чип', en: 'identity card without a chip' },
        passport: { bg: 'паспорт', en: 'passport' },
      },
      { label: { bg: 'Какъв документ показа лицето?', en: 'Which document was shown?' }, disclose: 'personal' },
    ),
    documentNumber: text({
      label: { bg: 'Номер на документа', en: 'Number of the document' },
      disclose: 'personal',
      max: 20,
    }),
    documentUntil: date({
      label: { bg: 'Документът важи до', en: 'The document is valid until' },
      disclose: 'personal',
    }),
    reason: oneOf(
      {
        first: { bg: 'първи ключ за достъп', en: 'a first passkey' },
        lost: { bg: 'загубени устройства', en: 'devices were lost' },
        stolen: { bg: 'откраднати устройства', en: 'devices were stolen' },
      },
      { label: { bg: 'Защо е дошло лицето?', en: 'Why did the person come?' }, disclose: 'personal' },
    ),
    likeness: boolean({
      label: {
        bg: 'Сравних лицето със снимката в документа и защитните му знаци',
        en: 'I compared the face with the photo in the document, and looked at its security features',
      },
      disclose: 'personal',
    }),
    credential: text({
      label: { bg: 'Направен ключ', en: 'Key that was made' },
      disclose: 'open',
      max: 40,
      optional: true,
    }),
    status: oneOf(
      {
        identified: { bg: 'разпознат', en: 'identified' },
        used: { bg: 'направен ключ', en: 'key made' },
        annulled: { bg: 'отменено', en: 'annulled' },
      },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    identify: {
      title: { bg: 'Разпознаване на гише', en: 'Identify at a counter' },
      law: 'Регламент за изпълнение (ЕС) 2015/1502, приложение, т. 2.1.2',
      creates: true,
      fourEyes: true,
      by: COUNTERS,
      takes: ['person', 'document', 'documentNumber', 'documentUntil', 'reason', 'likeness'],
      refuse: {
        'document-expired': 'input.documentUntil < effective',
        'likeness-missing': '!input.likeness',
      },
      set: { status: "'identified'" },
    },
    use: {
      title: { bg: 'Направен ключ', en: 'A key was made' },
      by: ['izvor.identity'],
      takes: ['credential'],
      refuse: { used: "record.status == 'used'", annulled },
      set: { status: "'used'" },
    },
    annul: {
      title: { bg: 'Отмяна на разпознаването', en: 'Annul the identification' },
      // What two officials vouched for, two take back: nobody locks a person out alone.
      fourEyes: true,
      by: COUNTERS,
      input: {
        why: text({
          label: { bg: 'Защо се отменя?', en: 'Why is it annulled?' },
          hint: {
            bg: 'Лицето ще го прочете. Например: документът се оказа чужд.',
            en: 'The person will read it. For example: the document turned out to be somebody else’s.',
          },
          disclose: 'personal',
          max: 300,
        }),
      },
      refuse: { annulled },
      set: { status: "'annulled'" },
      means: { to: 'person', what: 'unidentified' },
    },
  },
  refusals: {
    'document-expired': {
      bg: 'Документът е с изтекъл срок. С него никой не се разпознава.',
      en: 'The document has expired. Nobody is identified by it.',
    },
    'likeness-missing': {
      bg: 'Сравнете лицето със снимката в документа и отбележете „Да“.',
      en: 'Compare the face with the photo in the document, and answer “Yes”.',
    },
    annulled: {
      bg: 'Разпознаването вече е отменено. С него нищо не се прави.',
      en: 'The identification was annulled. Nothing is done with it.',
    },
    used: { bg: 'С това разпознаване вече е направен ключ.', en: 'A key was already made with this identification.' },
  },
})
