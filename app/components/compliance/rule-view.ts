// The rules of one region as the page shows them: made on the server, because the files of rules are large.
import { LAW_TABLE, type LawLine, type LawSource } from "#app/consent/law-table.ts";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { days, hours } from "#app/lib/time.ts";
import { countryOf } from "#app/messages/gate/region.ts";
import type { GateSettings } from "#app/messages/gate/settings.ts";
import { formatPlural } from "../format.ts";
import { countryName } from "../place-names.ts";
import { weekWords } from "./week-words.ts";

export type RuleView = {
  id: string;
  name: string;
  /** Whether the rule holds under the shop's profile. */
  isInForce: boolean;
  isStrictOnly: boolean;
  hours: string;
  /** Of the strict profile, where they differ. */
  strictHours: string | null;
  limits: string[];
  daysOff: string | null;
  confidence: "high" | "medium" | "low";
  reach: string[];
  notes: string[];
  citation: string;
  sources: LawSource[];
  /** Of countries alone: whether texts go there. */
  country: { code: string; isOn: boolean; needsConfirming: boolean } | null;
};

type Gate = Pick<GateSettings, "profile" | "countriesOn" | "countriesOff">;

export function ruleViews(gate: Gate, now: Date): RuleView[] {
  const known = LAW_TABLE.map((line) => viewOf(line, gate, now));
  const own = gate.countriesOn.filter((code) => !RULE_BOOK.rules.has(code));
  const other = LAW_TABLE.find(({ id }) => id === "*");
  return [...known, ...(other ? own.map((code) => ({ ...viewOf({ ...other, id: code, name: countryName(code) }, gate, now), country: { code, isOn: !gate.countriesOff.includes(code), needsConfirming: true } })) : [])];
}

function viewOf(line: LawLine, gate: Gate, now: Date): RuleView {
  const isStrictOnly = line.profile === "strict";
  return {
    id: line.id,
    name: line.name,
    isInForce: !isStrictOnly || gate.profile === "strict",
    isStrictOnly,
    hours: weekWords(line.hours),
    strictHours: line.strictHours ? weekWords(line.strictHours) : null,
    limits: line.caps.map(({ max, windowHours, scope }) => `${formatPlural(max, "text")} in any ${windowHours} hours${scope?.includes("subject") ? " on one subject" : ""}`),
    daysOff: line.holidays ? daysOff(line.holidays.calendar, now) : null,
    confidence: line.confidence,
    reach: [TEXTS[line.texts] ?? `Texts: ${line.texts}.`, CONSENT[line.consentEffect], BASIS[line.hoursBasis ?? ""]].flatMap((said) => said ?? []),
    notes: line.extra,
    citation: line.citation,
    sources: line.sources,
    country: line.level === "country" ? { code: line.id, ...standing(line, gate) } : null,
  };
}

/** As law.ts's `isOff` has it. */
function standing({ id, confidence }: LawLine, { countriesOn, countriesOff }: Gate) {
  const needsConfirming = confidence === "low";
  return { needsConfirming, isOn: !countriesOff.includes(countryOf(id)) && (!needsConfirming || countriesOn.includes(id)) };
}

function daysOff(calendar: string, now: Date): string {
  const today = Math.floor(now.getTime() / days(1));
  const next = [...(RULE_BOOK.calendars.get(calendar)?.days ?? [])].filter(([day]) => day >= today).toSorted(([one], [other]) => one - other)[0];
  if (!next) return "Public holidays";
  const on = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" }).format(next[0] * hours(24));
  return `Public holidays; the next is ${next[1]}, ${on}`;
}

/** Whether a rule speaks of texts at all. */
const TEXTS: Record<string, string> = {
  contested: "Courts disagree on whether it covers texts; Segue holds it for them.",
  "voice-only": "It speaks of calls alone.",
  express: "It names texts.",
  "express-in-501.059, call wording in 501.616": "One of its sections names texts, the other speaks of calls; Segue holds both.",
  unclear: "Whether it covers texts is unclear.",
  likely: "It probably covers texts.",
  "express (DNC part)": "Its do-not-call part names texts.",
  "express (bill summary)": "It names texts, as the summary of its bill has it.",
  "call wording; texts by 19.190.060 need consent": "It speaks of calls; another statute asks consent for texts.",
  "express (CASL)": "It covers texts.",
  "express (electronic mail includes SMS)": "It covers texts, which count as electronic mail.",
  "express (electronic mail)": "It covers texts, which count as electronic mail.",
  "assume yes": "Not read; Segue takes it to cover texts.",
};

const CONSENT: Record<string, string> = {
  "likely-exempt": "Consent probably takes a text out of it. Segue keeps to it all the same.",
  exempt: "Consent takes a text out of it. Segue keeps to it all the same.",
  unclear: "Whether consent takes a text out of it is unclear. Segue keeps to it.",
  "none-found": "Nothing was found that consent would change.",
  none: "Consent does not change it.",
  "separate night consent": "Texts at night need a consent of their own.",
  "unless agreed otherwise": "Other hours could be agreed with each person. Segue keeps to these.",
};

const BASIS: Record<string, string> = {
  policy: "No law sets hours here. These are Segue’s own.",
  "operator/charter": "The hours are those of network operators.",
  carrier: "The hours are those of carriers.",
};
