// What each event of a case tells those whom it is about: the applicant, and who signs with them.
import type { Language } from '../../kernel/localised.ts'
import type { LoadedService } from '../../kernel/load-service.ts'
import { consentSigner } from '../../kernel/load-signers.ts'
import type { Delivery } from '../identity/person.ts'
import type { CaseEvent, CaseState } from './state.ts'
import { kindOf, names } from './together.ts'

type Told = Omit<Delivery, 'path'>

const day = (date: string): string => date.split('-').toReversed().join('.')

const feeReturned = ({ definition: { title } }: LoadedService): Told => ({
  subject: { bg: `Таксата Ви се връща: ${title.bg}`, en: `Your fee is returned: ${title.en}` },
  body: {
    bg: 'Заявлението е оттеглено, затова връщаме платената такса. Не е нужно да правите нищо.',
    en: 'The application is withdrawn, so the fee that was paid is returned. You need not do anything.',
  },
})

const received = ({ definition: { title } }: LoadedService, dueOn: string): Told => ({
  subject: { bg: `Заявлението Ви е прието: ${title.bg}`, en: `Your application was received: ${title.en}` },
  body: {
    bg: `Решение трябва да има до ${day(dueOn)} г. Ще Ви пишем тук.`,
    en: `The decision is due by ${day(dueOn)}. We will write to you here.`,
  },
})

const representative = { bg: 'представител на заявителя', en: 'representative of the applicant' }
const consent = { bg: 'съгласие', en: 'consent' }

/** As whom somebody signs, in words. */
const asWhom = ({ definition: { signing } }: LoadedService, as: readonly string[], lang: Language): string =>
  as
    .map(kindOf)
    .map((kind) => (kind === consentSigner ? consent : (signing?.signers[kind]?.title ?? representative))[lang])
    .map((title) => title.toLocaleLowerCase(lang))
    .join(', ')

/** What somebody is told for whom another acts: each step that binds them, and what became of it. */
export function messageForPrincipal(state: CaseState, event: CaseEvent, service: LoadedService): Told | null {
  const { bg, en } = service.definition.title
  const { represented } = state
  if (represented === null) return null
  const { by } = represented
  if (event.type === 'submitted' || event.type === 'proposed')
    return {
      subject: { bg: `${by} подаде заявление за Вас: ${bg}`, en: `${by} made an application for you: ${en}` },
      body: {
        bg: `${by} действа от Ваше име. В преписката виждате какво е поискано и на какво основание. Ако не сте съгласни, оттеглете пълномощното в „Моите неща“.`,
        en: `${by} acts for you. In the case you see what is asked and by which right. If you do not agree, take the mandate back in “My things”.`,
      },
    }
  return event.type === 'completed' || event.type === 'decided' || event.type === 'lapsed'
    ? messageFor(state, event, service)
    : null
}

/** What a company is told, of which several may read it: who applied for it, and all that its applicant hears. */
export function messageForCompany(state: CaseState, event: CaseEvent, service: LoadedService): Told | null {
  const { represented } = state
  if (represented === null || (event.type !== 'submitted' && event.type !== 'proposed'))
    return messageFor(state, event, service)
  const { bg, en } = service.definition.title
  const { by, called } = represented
  return {
    subject: { bg: `${by} подаде заявление за ${called}: ${bg}`, en: `${by} made an application for ${called}: ${en}` },
    body: {
      bg: 'В преписката виждате какво е поискано, кой го подписва и докъде е стигнало.',
      en: 'In the case you see what is asked, who signs it and how far it has come.',
    },
  }
}

/** What the applicant is told. */
export function messageFor(state: CaseState, event: CaseEvent, service: LoadedService): Told | null {
  const { bg, en } = service.definition.title
  switch (event.type) {
    case 'submitted':
      return received(service, event.dueOn)
    case 'cosigned':
      return event.due === null ? null : received(service, event.due.dueOn)
    case 'declined':
      return {
        subject: { bg: `Отказан подпис: ${bg}`, en: `A signature was declined: ${en}` },
        body: {
          bg: `${event.signer.name} (${asWhom(service, event.as, 'bg')}) не подписа. Причината е в заявлението: поправете го и го подпишете отново, или се откажете от него.`,
          en: `${event.signer.name} (${asWhom(service, event.as, 'en')}) did not sign. The reason is in the application: correct it and sign it anew, or give it up.`,
        },
      }
    case 'recalled':
      return event.why === 'applicant'
        ? null
        : {
            subject: { bg: `Трябва да подпишете отново: ${bg}`, en: `You have to sign anew: ${en}` },
            body: {
              bg: 'Докато чакахме подписите, в регистрите се промени нещо, което стои в заявлението. Прегледайте го и го подпишете отново.',
              en: 'While the signatures were awaited, something changed in the registers that stands in the application. Look through it and sign it anew.',
            },
          }
    case 'unsigned': {
      const paid = state.payment?.status === 'paid'
      return {
        subject: { bg: `Не всички подписаха в срок: ${bg}`, en: `Not everybody signed in time: ${en}` },
        body: {
          bg: `Заявлението отпадна${paid ? ' и връщаме платената такса' : ''}. Можете да подадете ново по всяко време.`,
          en: `The application has lapsed${paid ? ', and the fee that you paid is returned' : ''}. You can make a new one at any time.`,
        },
      }
    }
    case 'completed':
      return {
        subject: { bg: `Заявлението Ви е одобрено: ${bg}`, en: `Your application was granted: ${en}` },
        body: {
          bg: 'Вписването е направено. В преписката ще намерите решението и мотивите му.',
          en: 'The entry was made. In the case you find the decision and its reasons.',
        },
      }
    case 'decided':
      return event.outcome === 'grant'
        ? null
        : {
            subject: { bg: `Отказ по заявлението Ви: ${bg}`, en: `Your application was refused: ${en}` },
            body: {
              bg: 'В преписката ще намерите мотивите. Отказът може да се обжалва в 14-дневен срок (АПК, чл. 84 и 149).',
              en: 'In the case you find the reasons. The refusal may be appealed within 14 days (Administrative Procedure Code, Art. 84 and 149).',
            },
          }
    case 'lapsed':
      return {
        subject: { bg: `Срокът за решение изтече: ${bg}`, en: `The term for a decision has passed: ${en}` },
        body: {
          bg: 'Органът не отговори в срок. Законът приема това за отказ, който може да се обжалва в едномесечен срок (АПК, чл. 58 и 149). Органът още може да реши.',
          en: 'The authority did not answer in time. The law takes that for a refusal, which may be appealed within a month (Administrative Procedure Code, Art. 58 and 149). The authority may still decide.',
        },
      }
    case 'withdrawn':
      if (state.payment?.status === 'paid') return feeReturned(service)
      return !event.expired
        ? null
        : {
            subject: {
              bg: `Започнатото заявление е изтрито: ${bg}`,
              en: `The application you began was deleted: ${en}`,
            },
            body: {
              bg: 'Не сте го променяли 30 дни, затова отговорите Ви са изтрити. Можете да започнете ново по всяко време.',
              en: 'You did not change it for 30 days, so your answers were deleted. You can begin a new one at any time.',
            },
          }
    case 'paid':
      return state.status === 'withdrawn' ? feeReturned(service) : null
    case 'opened':
    case 'mandated':
    case 'handed':
    case 'convened':
    case 'answered':
    case 'gathered':
    case 'ordered':
    case 'proposed':
    case 'looked':
    case 'returned':
      return null
  }
}

/** What somebody is told who signs with the applicant, or no longer does (`free`). */
export function messageForParty(
  { proposal, represented }: CaseState,
  event: CaseEvent,
  service: LoadedService,
  { person, free }: { readonly person: string; readonly free: boolean },
): Told | null {
  const { bg, en } = service.definition.title
  if (free)
    return event.type === 'declined' && event.signer.person === person
      ? null
      : {
          subject: { bg: `Подписът Ви вече не се иска: ${bg}`, en: `Your signature is no longer asked: ${en}` },
          body: {
            bg: 'Заявлението беше оттеглено, променя се или срокът за подписване изтече. Ако сте подписали, подписът Ви не важи. Не е нужно да правите нищо.',
            en: 'The application was withdrawn, is being changed, or the time for signing is over. If you signed, your signature does not count. You need not do anything.',
          },
        }
  if (event.type === 'proposed') {
    const { as = [], called = null, anyOf } = proposal?.parties.find((one) => names(one, person)) ?? {}
    const firm = anyOf === undefined || called === null ? '' : `, ${called}`
    const until = day(event.lapsesOn)
    const forWhom = (preposition: string) => (represented === null ? '' : ` ${preposition} ${represented.called}`)
    return {
      subject: { bg: `Чака Вашия подпис: ${bg}`, en: `Waiting for your signature: ${en}` },
      body: {
        bg: `${event.name} подписа заявление${forWhom('от името на')}, за което е нужен и Вашият подпис (${asWhom(service, as, 'bg')}${firm}). Прочетете го; до ${until} г. можете да го подпишете или да откажете.`,
        en: `${event.name} signed an application${forWhom('for')} that needs your signature too (${asWhom(service, as, 'en')}${firm}). Read it; until ${until} you can sign it, or decline.`,
      },
    }
  }
  if (event.type === 'completed')
    return {
      subject: { bg: `Одобрено: ${bg}`, en: `Granted: ${en}` },
      body: {
        bg: 'Заявлението, което подписахте, е одобрено и вписването е направено.',
        en: 'The application that you signed was granted, and the entry was made.',
      },
    }
  if (event.type !== 'decided' || event.outcome === 'grant') return null
  return {
    subject: { bg: `Отказано: ${bg}`, en: `Refused: ${en}` },
    body: {
      bg: 'Органът отказа това, което подписахте. Мотивите са изпратени на заявителя.',
      en: 'The authority refused what you signed. Its reasons were sent to the applicant.',
    },
  }
}
