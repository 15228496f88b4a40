// The formats that a field may name. Another country brings its own.
import { companyNumberFormat } from './company-number.ts'
import { foreignerNumberFormat } from './foreigner-number.ts'
import { definitionFormat } from './definition.ts'
import { compact, type Format } from './format.ts'
import { isFraction, lowestTerms } from '../fraction.ts'
import { ibanFormat } from './iban.ts'
import { identityCardFormat } from './identity-card.ts'
import { personalNumberFormat } from './personal-number.ts'
import { plateFormat } from './plate.ts'
import { shapeFormat } from './shape.ts'
import { vinFormat } from './vin.ts'

const trimmed = (raw: string): string => raw.trim()

export const formats = {
  'personal-number': personalNumberFormat,
  'foreigner-number': foreignerNumberFormat,
  'company-number': companyNumberFormat,
  'identity-card': identityCardFormat,
  iban: ibanFormat,
  plate: plateFormat,
  vin: vinFormat,
  /** ЕКАТТЕ: five digits. */
  'settlement-code': {
    normalise: trimmed,
    check: (value) => /^\d{5}$/u.test(value),
    example: '68134',
    expected: { bg: 'Въведете код по ЕКАТТЕ: 5 цифри.', en: 'Enter a settlement code (EKATTE): 5 digits.' },
  },
  /** Наредба № РД-02-20-5 от 2016 г., чл. 16: settlement, cadastral area, parcel, then building, then unit. */
  'cadastral-id': {
    normalise: (raw) => raw.replaceAll(/\s/gu, ''),
    check: (value) => /^\d{5}\.[1-9]\d{0,3}\.[1-9]\d{0,4}(\.[1-9]\d{0,3}){0,2}$/u.test(value),
    example: '68134.105.42',
    expected: {
      bg: 'Въведете идентификатор по кадастъра, например 68134.105.42.',
      en: 'Enter a cadastral identifier, for example 68134.105.42.',
    },
  },
  /** Regulation (EU) 952/2013, Art. 9: the country and up to fifteen characters. */
  eori: {
    normalise: compact,
    check: (value) => /^[A-Z]{2}[A-Z0-9]{4,15}$/u.test(value),
    example: 'BG131071587',
    expected: {
      bg: 'Въведете номер EORI, например BG131071587.',
      en: 'Enter an EORI number, for example BG131071587.',
    },
  },
  /** A share of a whole, in lowest terms. */
  fraction: {
    normalise: lowestTerms,
    check: isFraction,
    example: '1/2',
    expected: { bg: 'Въведете дроб, например 1/2 или 1/1.', en: 'Enter a fraction, for example 1/2 or 1/1.' },
  },
  /** An id of our own in addresses: lower-case letters, digits, hyphens. */
  slug: {
    normalise: (raw) => raw.trim().toLowerCase(),
    check: (value) => /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/u.test(value),
    example: 'mvr-sofia',
    expected: { bg: 'Въведете латински букви, цифри и тирета.', en: 'Enter letters, digits and hyphens.' },
  },
  shape: shapeFormat,
  definition: definitionFormat((): readonly string[] => formatIds),
} as const satisfies { readonly [id: string]: Format }

/** Under which a field names them. */
export const formatIds: readonly string[] = Object.keys(formats)

export type FormatId = keyof typeof formats
