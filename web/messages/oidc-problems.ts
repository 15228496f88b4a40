// What is said when a login at another site cannot go on: to a person in plain words, to a developer by the code.
import type { Localised } from '../../workers/kernel/localised.ts'

const back: Localised = {
  bg: 'Върнете се в сайта, от който идвате, и започнете входа отново.',
  en: 'Go back to the site that you came from and begin the login again.',
}
const begin = (bg: string, en: string): Localised => ({ bg: `${bg} ${back.bg}`, en: `${en} ${back.en}` })
const technical = (bg: string, en: string): Localised => ({
  bg: `${bg} Това трябва да поправи сайтът.`,
  en: `${en} The site has to mend this.`,
})

const assertion = technical('Сайтът не се представи правилно.', 'The site did not identify itself properly.')
const proof = technical(
  'Доказателството за ключа (DPoP) не е за тази заявка.',
  'The proof of the key (DPoP) is not for this request.',
)
const request = technical('Заявката за вход не е правилна.', 'The request for the login is not valid.')
const spent = begin('Този вход вече беше използван или прекратен.', 'This login was already used or ended.')

export const oidcProblems: { readonly [code: string]: Localised } = {
  'request-unknown': begin('Няма такава заявка за вход.', 'There is no such request for a login.'),
  'request-expired': begin('Времето за този вход изтече.', 'The time for this login is over.'),
  'request-used': begin('Този вход вече приключи.', 'This login is already finished.'),
  'request-not-pushed': request,
  'request-malformed': request,
  'request-object-refused': request,
  'response-type-unsupported': request,
  'redirect-uri-unregistered': technical(
    'Адресът за връщане не е сред записаните.',
    'The address to return to is not a registered one.',
  ),
  'scope-invalid': request,
  'pkce-missing': request,
  'pkce-plain': technical('Сайтът трябва да ползва PKCE със S256.', 'The site must use PKCE with S256.'),
  'claim-not-allowed': technical(
    'Сайтът иска данни, които не са му позволени.',
    'The site asks for data that it is not allowed.',
  ),
  'prompt-invalid': request,
  'level-unknown': technical('Сайтът иска ниво, което няма.', 'The site asks for a level that does not exist.'),
  'client-unknown': technical('Този сайт не е записан или е спрян.', 'This site is not registered, or was stopped.'),
  'client-keys-unavailable': technical(
    'Ключовете на сайта не могат да бъдат прочетени.',
    'The keys of the site cannot be read.',
  ),
  'assertion-missing': assertion,
  'assertion-malformed': assertion,
  'assertion-algorithm': assertion,
  'assertion-signature': assertion,
  'assertion-audience': assertion,
  'assertion-issuer': assertion,
  'assertion-expired': assertion,
  'assertion-lifetime': assertion,
  'assertion-jti-missing': assertion,
  'assertion-used': assertion,
  'grant-type-unsupported': request,
  'machine-not-allowed': technical('Тази система няма роля.', 'This system has no role.'),
  'code-unknown': spent,
  'code-foreign': spent,
  'code-used': spent,
  'code-expired': spent,
  'redirect-uri-mismatch': spent,
  'pkce-mismatch': spent,
  'refresh-unknown': spent,
  'refresh-used': spent,
  'refresh-expired': spent,
  'token-unknown': spent,
  'token-expired': spent,
  'dpop-missing': proof,
  'dpop-malformed': proof,
  'dpop-signature': proof,
  'dpop-method': proof,
  'dpop-address': proof,
  'dpop-age': proof,
  'dpop-token': proof,
  'dpop-jti-missing': proof,
  'dpop-used': proof,
  'dpop-key-mismatch': proof,
  'redirect-uri-invalid': {
    bg: 'Дайте от един до десет адреса за връщане, всеки на свой ред и в точния му вид: https, без # и без име и парола.',
    en: 'Give one to ten addresses to return to, each on its own line and in its exact form: https, without # and without user name.',
  },
  'redirect-hosts-differ': {
    bg: 'Всички адреси за връщане трябва да са на един и същ хост. За друг хост заявете друг сайт.',
    en: 'All addresses to return to must be on one host. Register another site for another host.',
  },
  'keys-missing': {
    bg: 'Дайте публичните ключове или адреса им – едното от двете.',
    en: 'Give the public keys or their address – one of the two.',
  },
  'keys-malformed': {
    bg: 'Това не е JWKS: очаква се {"keys": […]} с поне един ключ.',
    en: 'This is no JWKS: {"keys": […]} with at least one key is expected.',
  },
  'keys-private': {
    bg: 'Тук има частен ключ! Смятайте го за издаден, направете нов и поставете само публичната му част.',
    en: 'There is a private key here! Take it for disclosed, make a new one and paste its public part only.',
  },
  'callback-uri-invalid': {
    bg: 'Този адрес не е публичен адрес с https и не може да бъде викан.',
    en: 'This address is no public https address and cannot be called.',
  },
  'too-many-sites': {
    bg: 'Собственикът вече има 20 сайта. За повече се обърнете към министерството.',
    en: 'The owner already has 20 sites. For more, ask the ministry.',
  },
  'reads-unknown': {
    bg: 'Няма такъв регистър или справка. Дайте кратките им имена, с интервал.',
    en: 'There is no such register or evidence. Give their short names, with spaces.',
  },
}
