// Words that make a text promotion whatever it is marked as. Consent to service texts is no consent to them.
const PROMOTES = /\b\d{1,2} ?% (?:off|rabatt|auf|de r[ée]duction|de remise|de descuento)|\b(?:discount|promo(?:tion)? code|coupon|sale (?:ends|starts|is on)|flash sale|shop now|buy now|rabatt\w*|gutschein\w*|sonderangebot\w*|soldes|code promo|descuentos?|rebajas|cup[oó]n)\b/iu;

/** The words, with their place; null where a text serves only. */
export function promotesIn(text: string): { words: string; at: readonly [from: number, to: number] } | null {
  const found = PROMOTES.exec(text);
  return found && { words: found[0], at: [found.index, found.index + found[0].length] };
}
