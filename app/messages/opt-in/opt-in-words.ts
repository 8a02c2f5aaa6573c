// Whether a shop's own wording of the sign-up texts keeps what carriers and the law ask to stand in it (CTIA messaging
// principles; 47 CFR 64.1200): who writes, that the person is to answer, how often, that it may cost, HELP and STOP.
import { YES } from "../text/replies.ts";
import { startsWithBrand } from "../text/wording.ts";

export type OptInText = "ask" | "welcome";

type Required = { words: string; isIn: (said: string) => boolean };

const ANSWERS = Object.values(YES).map((word) => word.toLowerCase());

const has = (pattern: RegExp) => (said: string) => pattern.test(said);

const ALWAYS: readonly Required[] = [
  { words: "how often (“Msg freq varies”)", isIn: has(/freq|varies|vary|recurring|(texts|msgs?|messages) (a|per|every|\/) ?(day|week|month|mo)|fréquence|häufig|regelmäßig|frecuencia|réguli|periódic/) },
  { words: "that it may cost (“Msg&data rates may apply”)", isIn: has(/rates? (may )?apply|data rates|frais|kosten|tarifas|coût|costes/) },
  { words: "HELP", isIn: has(/\b(help|aide|hilfe|ayuda)\b/) },
  { words: "STOP", isIn: has(/\bstop\b/) },
];

const ANSWER: Required = { words: "which word confirms (“Reply YES”)", isIn: (said) => said.split(/[^\p{L}]+/u).some((word) => ANSWERS.includes(word) || word === "y") };

/** What is missing, in the order in which it usually stands. Empty wording is ours, which has it all. */
export function missingWords(kind: OptInText, text: string, brand: string): string[] {
  const said = text.trim().toLowerCase();
  if (said === "") return [];
  const missing = (kind === "ask" ? [ANSWER, ...ALWAYS] : ALWAYS).filter(({ isIn }) => !isIn(said)).map(({ words }) => words);
  return startsWithBrand(text, brand) ? missing : [`your brand at the beginning (“${brand || "Your brand"}: …”)`, ...missing];
}

/** "This leaves out HELP and STOP, which must stand in it." */
export function missingSentence(missing: readonly string[]): string {
  const last = missing.at(-1) ?? "";
  const list = missing.length > 1 ? `${missing.slice(0, -1).join(", ")} and ${last}` : last;
  return `The law and carriers ask for what is missing here: ${list}.`;
}
