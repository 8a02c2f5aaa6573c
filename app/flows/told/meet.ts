// Whether a trigger is met by what happened: at once, or by a look that is due later. Pure; the same for live flows and for
// replays. What is told twice makes the same fact again, and each fact starts somebody once. Triggers of sets (dates,
// schedules, silence, stock) are asked in sets.
import { partsOf } from "../../customers/fact-id.ts";
import { tagKey } from "../../customers/fact.ts";
import type { Trigger } from "../trigger.ts";
import { abandoned, lookAbandoned } from "./abandoned.ts";
import { crosses } from "./crosses.ts";
import { consent } from "./consent-words.ts";
import { triggerHears } from "./listened.ts";
import { lookText, ofText } from "./of-text.ts";
import { regrouped } from "./regrouped.ts";
import { type Asker, enter, type Met, NOTHING, type ToldFact, type Watch } from "./told-fact.ts";
import { viewed } from "./viewed.ts";

/** A fact by time or by something that they did; not an edit, a first calculation, an import or a merge. */
const ORGANIC = ["fact", "clock"];

export function meet(trigger: Trigger, told: ToldFact, asker: Asker): readonly Met[] {
  return meetAlone(trigger, told) ?? meetPerson(trigger, told, asker);
}

/** What was told answers by itself; null: the person must be asked. */
export function meetAlone(trigger: Trigger, told: ToldFact): readonly Met[] | null {
  if (!triggerHears(trigger).includes(told.what)) return NOTHING;
  switch (trigger.kind) {
    case "segment": return trigger.organic && !ORGANIC.includes(told.detail.cause ?? "") ? NOTHING : enter(told);
    case "customer": return isOfValue(trigger, told) ? enter(told) : NOTHING;
    case "event": return trigger.where.length === 0 ? enter(told) : null;
    case "abandoned": return told.what === "order" ? [{ does: "unwatch", key: null, until: told.at }] : null;
    case "crosses": case "viewed": case "keyword": case "consent": case "text": case "rfm": return null;
    // Nobody has such a score yet: unknown is never a match.
    case "prediction": return NOTHING;
    case "silence": case "date": case "schedule": case "stock": case "call": return NOTHING;
    default: return trigger satisfies never;
  }
}

function meetPerson(trigger: Trigger, told: ToldFact, asker: Asker): readonly Met[] {
  const { facts } = asker;
  switch (trigger.kind) {
    case "event": return facts.meets({ ...trigger, own: false }, told.fact) ? enter(told) : NOTHING;
    case "crosses": return crosses(trigger, told, asker);
    case "abandoned": return abandoned(trigger, told, asker);
    case "viewed": return viewed(trigger, told, asker);
    case "consent": return consent(trigger, told, asker);
    case "keyword": return facts.meets({ event: "smsReplied", where: [], whereAny: false, own: false, reply: { words: trigger.words, match: trigger.match } }, told.fact) ? enter(told) : NOTHING;
    case "text": return ofText(trigger, told, asker);
    case "rfm": return regrouped(trigger, told, asker);
    default: return NOTHING;
  }
}

/** The watch is over, whatever comes of it. */
export function look(trigger: Trigger, watch: Watch, asker: Asker): readonly Met[] {
  if (trigger.kind === "abandoned") return lookAbandoned(trigger, watch, asker);
  return trigger.kind === "text" ? lookText(trigger, watch, asker) : NOTHING;
}

function isOfValue({ what, value }: Extract<Trigger, { kind: "customer" }>, { fact, detail }: ToldFact): boolean {
  if (value === null || what === "created" || what === "accountEnabled") return true;
  return what === "tagged" || what === "untagged" ? partsOf(fact).ids[0] === tagKey(value) : (detail.field ?? "").split(",").includes(value);
}
