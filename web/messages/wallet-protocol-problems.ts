// What the programs of wallets and verifiers are refused with, for whoever writes one.
import type { Localised } from '../../workers/kernel/localised.ts'

const attestation: Localised = {
  bg: 'Удостоверението на портфейла не може да бъде прочетено.',
  en: 'The attestation of the wallet cannot be read.',
}
const untrusted: Localised = {
  bg: 'На издателя на този портфейл тук не се вярва.',
  en: 'Who vouches for this wallet is not trusted here.',
}
const over: Localised = {
  bg: 'Удостоверението на портфейла е изтекло.',
  en: 'The attestation of the wallet is over.',
}

export const walletProtocolProblems: { readonly [code: string]: Localised } = {
  'offer-unknown': { bg: 'Няма такова предложение за портфейл.', en: 'There is no such offer to a wallet.' },
  'offer-over': { bg: 'Предложението е изтекло. Поискайте ново.', en: 'The offer is over. Ask for a new one.' },
  'offer-used': { bg: 'Предложението вече е използвано.', en: 'The offer was used already.' },
  'offer-locked': {
    bg: 'Предложението е заключено след три грешни ПИН.',
    en: 'The offer is locked after three wrong PINs.',
  },
  'tx-code-wrong': { bg: 'ПИН кодът е грешен.', en: 'The PIN is wrong.' },
  'tx-code-missing': { bg: 'Липсва ПИН (tx_code).', en: 'The PIN (tx_code) is missing.' },
  'token-unknown': { bg: 'Няма такъв код за достъп.', en: 'There is no such access token.' },
  'token-over': { bg: 'Кодът за достъп е изтекъл.', en: 'The access token is over.' },
  'token-used': {
    bg: 'С този код за достъп картата вече е издадена.',
    en: 'The card was already issued on this access token.',
  },
  'nonce-unknown': { bg: 'Еднократното число не е издадено тук.', en: 'The nonce was not issued here.' },
  'nonce-over': { bg: 'Еднократното число е изтекло.', en: 'The nonce is over.' },
  'nonce-used': { bg: 'Еднократното число вече е използвано.', en: 'The nonce was used already.' },
  'proof-malformed': {
    bg: 'Доказателството за ключа не може да бъде прочетено.',
    en: 'The proof of the key cannot be read.',
  },
  'proof-type-wrong': { bg: 'Доказателството не е openid4vci-proof+jwt.', en: 'The proof is no openid4vci-proof+jwt.' },
  'proof-algorithm-refused': { bg: 'Приема се само ES256.', en: 'Only ES256 is accepted.' },
  'proof-key-invalid': {
    bg: 'Ключът трябва да е един публичен jwk на P-256.',
    en: 'The key has to be one public jwk on P-256.',
  },
  'proof-audience-wrong': { bg: 'Доказателството е за друг издател.', en: 'The proof is for another issuer.' },
  'proof-out-of-time': {
    bg: 'Времето на доказателството не е сегашното.',
    en: 'The time of the proof is not the present.',
  },
  'proof-nonce-missing': { bg: 'В доказателството няма еднократно число.', en: 'The proof has no nonce.' },
  'proof-signature-wrong': {
    bg: 'Доказателството не е подписано с ключа си.',
    en: 'The proof is not signed with its key.',
  },
  'wallet-attestation-missing': {
    bg: 'Портфейлът не е показал кой го е издал, а тук това се иска.',
    en: 'The wallet did not show who vouches for it, which is asked for here.',
  },
  'wallet-attestation-malformed': attestation,
  'wallet-attestation-type-wrong': attestation,
  'wallet-attestation-untrusted': untrusted,
  'wallet-attestation-over': over,
  'wallet-attestation-proof-wrong': {
    bg: 'Портфейлът не доказа, че удостоверението е негово и за този издател.',
    en: 'The wallet did not prove that the attestation is its own, and for this issuer.',
  },
  'wallet-attestation-out-of-time': {
    bg: 'Доказателството на портфейла не е отсега.',
    en: 'The proof of the wallet is not of now.',
  },
  'wallet-attestation-used': {
    bg: 'Доказателството на портфейла вече е използвано.',
    en: 'The proof of the wallet was used already.',
  },
  'proof-attestation-missing': {
    bg: 'За ключа няма удостоверение от издателя на портфейла, а тук това се иска.',
    en: 'Nobody vouches for the key, which is asked for here.',
  },
  'proof-attestation-malformed': attestation,
  'proof-attestation-type-wrong': attestation,
  'proof-attestation-untrusted': untrusted,
  'proof-attestation-over': over,
  'proof-attestation-nonce-wrong': {
    bg: 'Удостоверението за ключа е за друго еднократно число.',
    en: 'The attestation of the key is for another nonce.',
  },
  'proof-key-not-attested': {
    bg: 'Ключът не е сред тези, за които е удостоверението.',
    en: 'The key is none of those that the attestation is about.',
  },
  'proof-missing': { bg: 'Липсват доказателства за ключове.', en: 'The proofs of keys are missing.' },
  'proof-key-repeated': { bg: 'Един ключ се среща два пъти.', en: 'One key comes twice.' },
  'proof-nonces-differ': {
    bg: 'Доказателствата са за различни еднократни числа.',
    en: 'The proofs are for different nonces.',
  },
  'identifier-unknown': { bg: 'Няма такъв credential_identifier.', en: 'There is no such credential_identifier.' },
  'configuration-unknown': { bg: 'Няма такъв вид карта.', en: 'There is no such kind of card.' },
  'encryption-unsupported': { bg: 'Отговорът не се шифрова.', en: 'The answer is not encrypted.' },
  'person-not-registered': {
    bg: 'Регистърът на населението не познава такова живо лице.',
    en: 'The population register knows no such living person.',
  },
  'list-full': { bg: 'Списъкът на състоянията е пълен.', en: 'The status list is full.' },
  'credential-malformed': { bg: 'Картата не може да бъде прочетена.', en: 'The card cannot be read.' },
  'disclosure-malformed': {
    bg: 'Показаните данни не могат да бъдат прочетени.',
    en: 'What is disclosed cannot be read.',
  },
  'disclosure-foreign': {
    bg: 'Показани са данни, които не са от тази карта.',
    en: 'Something is disclosed that is not of this card.',
  },
  'issuer-chain-malformed': {
    bg: 'Сертификатите на издателя не могат да бъдат прочетени.',
    en: 'The certificates of the issuer cannot be read.',
  },
  'issuer-certificate-over': { bg: 'Сертификат на издателя е изтекъл.', en: 'A certificate of the issuer is over.' },
  'issuer-not-trusted': { bg: 'На този издател тук не се вярва.', en: 'This issuer is not trusted here.' },
  'credential-type-wrong': { bg: 'Това не е очакваният вид карта.', en: 'This is not the expected kind of card.' },
  'credential-signature-wrong': {
    bg: 'Картата не е подписана от издателя си.',
    en: 'The card is not signed by its issuer.',
  },
  'credential-key-missing': { bg: 'Картата не е свързана с ключ.', en: 'The card is bound to no key.' },
  'status-unknown': {
    bg: 'Състоянието на картата не може да бъде попитано.',
    en: 'The status of the card cannot be asked.',
  },
  'holder-proof-missing': { bg: 'Липсва доказателство от притежателя.', en: 'The proof of the holder is missing.' },
  'holder-proof-malformed': {
    bg: 'Доказателството на притежателя не може да бъде прочетено.',
    en: 'The proof of the holder cannot be read.',
  },
  'holder-proof-signature-wrong': {
    bg: 'Доказателството не е от притежателя на картата.',
    en: 'The proof is not of the holder of the card.',
  },
  'holder-proof-nonce-wrong': { bg: 'Доказателството е за друг въпрос.', en: 'The proof is for another question.' },
  'holder-proof-audience-wrong': {
    bg: 'Доказателството е за друг проверяващ.',
    en: 'The proof is for another verifier.',
  },
  'holder-proof-out-of-time': {
    bg: 'Времето на доказателството не е сегашното.',
    en: 'The time of the proof is not the present.',
  },
  'holder-proof-of-other-data': { bg: 'Доказателството е за други данни.', en: 'The proof is over other data.' },
  'presentation-unknown': { bg: 'Няма такъв въпрос.', en: 'There is no such question.' },
  'presentation-answered': { bg: 'На въпроса вече е отговорено.', en: 'The question was answered already.' },
  'presentation-over': { bg: 'Въпросът е изтекъл.', en: 'The question is over.' },
  'presentation-malformed': {
    bg: 'Отговорът не съдържа една поискана карта.',
    en: 'The answer does not hold the one card that was asked for.',
  },
  'state-wrong': { bg: 'Отговорът е на друг въпрос.', en: 'The answer is to another question.' },
  'claim-missing': { bg: 'Поисканото не беше показано.', en: 'What was asked for was not shown.' },
}
