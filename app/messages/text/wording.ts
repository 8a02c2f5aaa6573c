// What every promotional text must say besides its own words: who sends it, and how to end it. Both are added where they
// are due and not there, and it is told what was added and why, so that the count of parts and the preview show the whole.
// The words stay within GSM-7: they never make a text cost more than their length.
import { days } from "../../lib/time.ts";

export const LANGUAGES = ["en", "fr", "de", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The nearest language we have the required words in. */
export const languageOf = (locale: string | null): Language => LANGUAGES.find((each) => locale?.toLowerCase().split(/[-_]/)[0] === each) ?? "en";

/** Reminders of the way out, at least so often (house rule of 30 days; carriers say "periodically"). */
const REMINDER_MS = days(30);

/** Where every commercial text must offer a way out (CASL; CPCE L34-5; Spam Act 2003). */
const EVERY_TEXT: readonly string[] = ["CA", "FR", "AU"];

export type OptOutDue = "first" | "monthly" | "country" | "implied";

/** `lastToldAt`: when a text to this person last said how to end it. `basis`: an implied consent lives by the way out in each text. */
export type Told = { country: string | null; basis: "express" | "implied"; isFirst: boolean; lastToldAt: Date | null };

export function optOutDue({ country, basis, isFirst, lastToldAt }: Told, now: Date): OptOutDue | null {
  if (isFirst) return "first";
  if (country !== null && EVERY_TEXT.includes(country)) return "country";
  if (basis === "implied") return "implied";
  return lastToldAt === null || now.getTime() - lastToldAt.getTime() >= REMINDER_MS ? "monthly" : null;
}

export type Added = { what: "brand" | "optOut"; words: string; because: string };

const WHY: Readonly<Record<OptOutDue, string>> = {
  first: "the first text to somebody says how to end them",
  monthly: "at least every 30 days a text says how to end them",
  country: "in the recipient's country every text says how to end them",
  implied: "who bought but did not sign up is told in every text how to end them",
};

/** `stopAt`: the number that takes STOP where the sender is a name and cannot be answered. */
export type Asked = { brand: string; language: Language; due: OptOutDue | null; stopAt: string | null };

export function withRequiredWords(text: string, { brand, language, due, stopAt }: Asked): { text: string; added: Added[] } {
  const added: Added[] = [];
  if (!startsWithBrand(text, brand)) added.push({ what: "brand", words: `${brand}: `, because: "every promotional text begins with who sends it" });
  if (due && !saysHowToStop(text)) added.push({ what: "optOut", words: `\n${optOutWords(language, stopAt)}`, because: WHY[due] });
  const [before, behind] = (["brand", "optOut"] as const).map((what) => added.find((each) => each.what === what)?.words ?? "");
  return { text: `${before ?? ""}${behind ? text.trimEnd() : text}${behind ?? ""}`, added };
}

const OPT_OUT: Readonly<Record<Language, { answer: string; number: (stopAt: string) => string }>> = {
  en: { answer: "Reply STOP to opt out", number: (stopAt) => `Opt out: STOP to ${stopAt}` },
  fr: { answer: "STOP pour ne plus recevoir", number: (stopAt) => `STOP au ${stopAt}` },
  de: { answer: "Abmelden mit STOP", number: (stopAt) => `Abmelden: STOP an ${stopAt}` },
  es: { answer: "Responde STOP para no recibir", number: (stopAt) => `Baja: STOP al ${stopAt}` },
};

export const optOutWords = (language: Language, stopAt: string | null) => (stopAt ? OPT_OUT[language].number(stopAt) : OPT_OUT[language].answer);

/** Behind signs and brackets the brand comes first, as a word of its own. */
export function startsWithBrand(text: string, brand: string): boolean {
  const name = plain(brand);
  // Signs before it and between its letters: twice its length is plenty.
  const said = plain(text.slice(0, 2 * brand.length + 20));
  return name !== "" && (said === name || said.startsWith(`${name} `));
}

const SAYS_STOP: readonly RegExp[] = [
  /\b(reply|text|txt|send|respond|type) (with )?(the word )?stop\b/,
  /\bstop (2|to|4|for) (end|stop|cancel|quit|unsub|unsubscribe|opt|\d)/,
  /\b(opt out|unsubscribe|optout) (with |reply |by replying )?stop\b/,
  /\b(stop|arret) (au|pour|afin)\b/,
  /\b(envoyez|repondez|repondre|envoyer) (par )?(stop|arret)\b/,
  /\bstop (an|zum|senden|antworten)\b/,
  /\b(mit|antworte|antworten sie|sende|senden sie|abmelden) (mit )?stop\b/,
  /\b(responde|responda|envia|envie) (con )?(stop|baja|alto)\b/,
  /\bstop (al|para)\b/,
];

/** Whether a text tells how to end them: “Don't stop now” does not. */
export function saysHowToStop(text: string): boolean {
  // Most texts have none of the words; making them plain costs more than all the rest.
  if (!/stop|arr|baja|alto/i.test(text)) return false;
  const said = plain(text);
  return SAYS_STOP.some((way) => way.test(said));
}

/** Lower case, without accents, one space where anything else stood. */
const plain = (text: string) => text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
