// One decision of the gate as the page tells it: made on the server, where the rules' sources are.
import { LAW_TABLE, type LawSource } from "#app/consent/law-table.ts";
import type { Scope } from "#app/consent/grant.ts";
import type { DecisionRecord } from "#app/messages/gate/record.ts";
import { reasonOf } from "#app/messages/gate/reasons.ts";
import { formatInstant } from "../format.ts";
import { grantWords, SCOPE_NAMES, stopWords } from "./consent-words.ts";
import { cityOf, placeName, policyTitle, ruleName, spanWords } from "./where-words.ts";

export type RuleUsed = { id: string; name: string; citation: string | null; sources: LawSource[] };
export type Counted = { at: string; said: string };
export type DecisionFacts = { says: string; remedy: string; decidedBy: string | null; could: string | null; person: [label: string, text: string][]; message: [label: string, text: string][]; rules: RuleUsed[]; history: Counted[]; rulesVersion: string; tzVersion: string };

export function decisionFacts(record: DecisionRecord, timeZone: string): DecisionFacts {
  const { person, message, because, at } = record;
  const { says, remedy } = reasonOf(record.reason);
  const when = (ms: number) => formatInstant(new Date(ms).toISOString(), timeZone);
  const stopped = stopWords(person.stop, when);
  return {
    says, remedy,
    decidedBy: because && `${capital(ruleName(because.rule))}${because.zone ? `, at the clock of ${cityOf(because.zone)}` : ""}`,
    could: because?.blockedBy ? reasonOf(because.blockedBy).says : null,
    person: [
      ["May be in", person.regions.map(placeName).join("; ")],
      ["Time zones", person.zones.map(cityOf).join(", ")],
      ...(Object.keys(SCOPE_NAMES) as Scope[]).map((scope): [string, string] => [SCOPE_NAMES[scope], grantWords(person.consent[scope], when)]),
      ...(stopped ? [["Stop", stopped] as [string, string]] : []),
      ["Number", numberWords(person.number)],
      ...(person.policies.length > 0 ? [["Policies that hold", person.policies.map(policyTitle).join(", ")] as [string, string]] : []),
      ...(person.preference.limit ? [["Their own limit", `${person.preference.limit.max} in any ${spanWords(person.preference.limit.windowMs)}`] as [string, string]] : []),
    ],
    message: [
      ["Kind", CLASSES[message.class]],
      ...(message.class === "marketing" ? [["Consent it needs", SCOPE_NAMES[message.scope]] as [string, string]] : []),
      ...(message.topic ? [["Topic", message.topic] as [string, string]] : []),
      ...(message.cart ? [["Cart", `left ${when(message.cart.leftAt)}`] as [string, string]] : []),
      ...(message.faults.length > 0 ? [["Found in its text", message.faults.map((fault) => FAULTS[fault]).join(", ")] as [string, string]] : []),
      ...(message.expiresAt === null ? [] : [["Goes before", when(message.expiresAt)] as [string, string]]),
    ],
    rules: record.rules.map(ruleUsed),
    history: record.history.filter(({ at: sent }) => sent <= at).toSorted((one, other) => other.at - one.at).map((sent) => ({ at: new Date(sent.at).toISOString(), said: `${CLASSES[sent.class]}${OUTCOMES[sent.outcome]}` })),
    rulesVersion: record.rulesVersion, tzVersion: record.tzVersion,
  };
}

function ruleUsed(id: string): RuleUsed {
  const line = LAW_TABLE.find((each) => each.id === id.split("/")[0]);
  return { id, name: capital(ruleName(id)), citation: line?.citation ?? null, sources: line?.sources ?? [] };
}

const numberWords = (number: DecisionRecord["person"]["number"]) => {
  if (!number) return "None";
  if (number.validity === "invalid") return "Cannot exist";
  return number.reach === "ok" ? "Can be reached" : number.reach === "landline" ? "A landline" : "Texts do not reach it";
};

const CLASSES: Record<DecisionRecord["message"]["class"], string> = { marketing: "Promotional text", transactional: "Service text", conversational: "Conversation", reply: "Answer the law asks for" };
const OUTCOMES = { accepted: "", uncertain: ", may have gone", failed: ", failed: does not count" };
const FAULTS: Record<DecisionRecord["message"]["faults"][number], string> = {
  missingValue: "a gap that nothing fills", marketingWords: "promotion in a service text", forbidden: "what carriers forbid", publicShortener: "a public link shortener",
  noBrand: "no brand", noOptOutWords: "no way to stop", tooLong: "too many characters",
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
