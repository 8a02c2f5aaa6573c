// Whole units of a currency, as definitions write amounts, in minor ones, as facts hold them.
import { minorDigits } from "../../lib/money.ts";

export const minorOf = (amount: number, currency: string): number => Math.round(amount * 10 ** minorDigits(currency));
