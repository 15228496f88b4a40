// Which language a component speaks: the page sets it once, every component below reads it.
import { createContext, useContext } from 'hono/jsx'
import type { Language } from '../../../workers/kernel/localised.ts'
import { components } from '../../messages/components.ts'

export const LanguageContext = createContext<Language>('bg')

export const useTexts = (): (typeof components)[Language] => components[useContext(LanguageContext)]
