// What is wrong with a text though it renders: what carriers refuse, what filters suspect, what the law wants named. Each
// finding has its severity, a sentence and its place. It reads a template as it is written (variables are passed over) or
// a rendered text alike, so products and codes can be looked at too.
import { ANY_REFUSED, ANY_WORD, folded, LINT, NAMES_SHORTENER, PATTERNS } from "./lint-rules.ts";
import { TEXT_MAX } from "./parts.ts";
import { type OptOutDue, saysHowToStop, startsWithBrand } from "./wording.ts";

/** "error": it must not be sent like this. "warning": the merchant should answer for it. "hint": it would be better otherwise. */
export type Severity = "error" | "warning" | "hint";

export type Finding = { rule: string; severity: Severity; message: string; at: readonly [from: number, to: number] };

export type LintContext = {
  kind: "promotional" | "cart" | "transactional";
  brand: string;
  /** The hosts our links may have. */
  linkHosts: readonly string[];
  /** Null where the required words are added for the merchant (wording.ts); else what is due and must stand in the text. */
  ownWords: { due: OptOutDue | null } | null;
  /** The shop sells under age checks and its number is registered for it. */
  ageGated: boolean;
};

export function lint(text: string, context: LintContext): Finding[] {
  const words = withoutMarkup(text);
  const form = folded(words);
  return [...classes(words, form, context), ...addresses(words, context), ...required(words, context), ...cart(text, form, context), ...shouting(words), ...length(words)]
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1] || a.rule.localeCompare(b.rule));
}

/** What of the findings keeps a finished text from going: it is asked of each person's, so nothing else is looked for. */
export function blockedBy(text: string): { isForbidden: boolean; isShortened: boolean } {
  const words = withoutMarkup(text);
  return { isForbidden: ANY_REFUSED.test(folded(words)), isShortened: NAMES_SHORTENER.test(words) && [...words.matchAll(ADDRESS)].some((match) => isShortener(match[2])) };
}

/** Same length: Liquid becomes spaces, but for what it says in quotation marks. */
const withoutMarkup = (text: string) => !text.includes("{") ? text : text.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (markup) => markup.replace(/(["'])(.*?)\1|./gs, (each, quote: string | undefined, said: string | undefined) => (quote ? ` ${said ?? ""} ` : " ".repeat(each.length))));

const SEVERITY = { refused: "error", gated: "error", doubt: "warning" } as const;

function classes(words: string, form: string, { ageGated, kind }: LintContext): Finding[] {
  if (!ANY_WORD.test(form)) return [];
  return PATTERNS.filter(({ severity }) => kind !== "transactional" || severity === "refused").flatMap(({ id, severity, says, pattern }) => [...form.matchAll(pattern)].map((match): Finding => ({
    rule: id,
    severity: severity === "gated" && ageGated ? "hint" : id === "urgency" ? "hint" : SEVERITY[severity],
    message: `“${words.slice(match.index, match.index + match[0].length)}”: ${says}`,
    at: [match.index, match.index + match[0].length],
  })));
}

const ADDRESS = /(?<![a-z0-9.-])(?:(https?):\/\/)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?::\d+)?(?=[/?#\s.,!)]|$)\S*/gi;

const nameOf = (host = "") => host.toLowerCase().replace(/^www\./, "");
const isShortener = (host: string | undefined) => LINT.shorteners.includes(nameOf(host));

function addresses(words: string, { linkHosts }: LintContext): Finding[] {
  return [...words.matchAll(ADDRESS)].flatMap((match): Finding[] => {
    const [all, scheme, host = ""] = match;
    const at: Finding["at"] = [match.index, match.index + all.length];
    const name = nameOf(host);
    if (isShortener(host)) return [{ rule: "shortener", severity: "error", message: `Carriers block public shorteners like ${name}. Paste the whole address: it is shortened under your own.`, at }];
    if (words.charAt(match.index - 1) === "@" || linkHosts.includes(host.toLowerCase())) return [];
    if (scheme?.toLowerCase() === "http") return [{ rule: "insecure", severity: "error", message: "An address begins with https.", at }];
    return scheme ? [{ rule: "foreign", severity: "hint", message: `${name} is shortened under your own address when this is sent, so that clicks are seen.`, at }] : [];
  });
}

function required(words: string, { kind, brand, ownWords }: LintContext): Finding[] {
  const start: Finding["at"] = [0, Math.min(words.length, 1)];
  if (brand.trim() === "") return [{ rule: "brand", severity: "error", message: "Say in Settings what your brand is called: every text begins with it.", at: start }];
  if (!ownWords || kind === "transactional") return [];
  const found: Finding[] = [];
  if (!startsWithBrand(words, brand)) found.push({ rule: "brand", severity: "error", message: `Every promotional text begins with who sends it: “${brand}: …”.`, at: start });
  if (ownWords.due && !saysHowToStop(words)) found.push({ rule: "optOut", severity: "error", message: "Say how to end the texts, as in “Reply STOP to opt out”.", at: [words.length, words.length] });
  return found;
}

/** US carriers: a cart text leads to the cart, and nothing is bought by answering (Twilio, error 30845). */
function cart(text: string, form: string, { kind }: LintContext): Finding[] {
  const buys = /\b(reply|text|answer|antworte\w*|repondez|responde) (with )?(yes|buy|y|order|oui|ja|si|kaufen|acheter|comprar) (to|um|pour|para|and) (complete|buy|order|purchase|check|confirm your order|zu|acheter|comprar|finaliser)/.exec(form.replace(/ +/g, " "));
  const found: Finding[] = buys && kind !== "transactional" ? [{ rule: "buyByText", severity: "error", message: "Nothing can be bought by answering a text: lead to the shop.", at: [0, text.length] }] : [];
  const speaks = /\{\{[^}]*\bcart\.|\{%[^%]*\bcart\.|\b(your|dein|ihr|votre|tu|su) (shopping )?(cart|basket|warenkorb|panier|carrito)\b/i.exec(text);
  if (kind === "promotional" && speaks) found.push({ rule: "cart", severity: "warning", message: "This speaks of a cart. Send it as a cart reminder: carriers allow one a cart, within 48 hours, to those who signed up for them.", at: [speaks.index, speaks.index + speaks[0].length] });
  if (kind === "cart" && !/\{\{[^}]*\bcart\.link\b/.test(text)) found.push({ rule: "cartLink", severity: "warning", message: "A cart reminder leads to the cart: fill in {{ cart.link }}.", at: [0, Math.min(text.length, 1)] });
  return found;
}

const SHOUT_LETTERS_MIN = 20;

function shouting(words: string): Finding[] {
  const found: Finding[] = [];
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const capitals = words.match(/\p{Lu}/gu)?.length ?? 0;
  if (letters >= SHOUT_LETTERS_MIN && capitals / letters > 0.6) found.push({ rule: "capitals", severity: "warning", message: "All capitals read as shouting, and filters take them for spam.", at: [0, words.length] });
  for (const match of words.matchAll(/!{2,}|\?{2,}|\${2,}|[!?]{3,}/g)) found.push({ rule: "signs", severity: "hint", message: "One sign is enough: filters count them.", at: [match.index, match.index + match[0].length] });
  return found;
}

const ADVISED_MAX = 320;

function length(words: string): Finding[] {
  if (words.trim().length > TEXT_MAX) return [{ rule: "length", severity: "error", message: `Providers take at most ${TEXT_MAX} characters.`, at: [TEXT_MAX, words.length] }];
  return words.trim().length > ADVISED_MAX ? [{ rule: "length", severity: "hint", message: `Texts over ${ADVISED_MAX} characters arrive less surely.`, at: [ADVISED_MAX, words.length] }] : [];
}
