// One decision of a run's ledger as a sentence for the merchant. Instants stand apart from the words: screens write them in
// the shop's zone.
import type { FlowDefinition } from "../definition.ts";
import { type Names, toldWords } from "../describe/words.ts";
import type { Decision, Heard } from "../ledger.ts";
import { saysOf } from "../reasons.ts";
import { pathLabel } from "./step-title.ts";

/** `until`: when the run looks again, or the text may go. `key`: of the text or the doing that it is about. `tone`: how it is drawn. */
export type Said = { words: string; why: string | null; until: number | null; key: string | null; tone: "step" | "wait" | "text" | "stop" | "good" | "end" | "plain" };

type Around = { definition: FlowDefinition | undefined; titleOf: (step: string) => string };

const said = (words: string, more: Partial<Said> = {}): Said => ({ words, why: null, until: null, key: null, tone: "plain", ...more });
const why = (reason: string): string => saysOf(reason) ?? reason;

/** Null: it is told by the decision beside it. */
export function saidOf(decision: Decision, { definition, titleOf }: Around): Said | null {
  const name = titleOf;
  switch (decision.kind) {
    case "entered": return said(decision.control ? "Entered the flow, in the control group: everything happens but texts and changes" : "Entered the flow", { tone: "good" });
    case "at": return said(`Came to ${name(decision.step)}`, { tone: "step" });
    case "waits": return said("Waits", { why: why(decision.reason), until: decision.until, tone: "wait" });
    case "goesOn": return said("Goes on", { why: why(decision.reason) });
    case "asks": return said("Asks for the text to be sent", { until: decision.expires, key: decision.key, tone: "text", why: "It is given up if it cannot go by then." });
    case "sent": return said(decision.late ? "The text had gone before it could be taken back" : "The text went", { key: decision.key, tone: "good" });
    case "deferred": return said("The text has to wait", { why: why(decision.reason), until: decision.until, key: decision.key, tone: "wait" });
    case "skipped": return said("The text is not sent", { why: why(decision.reason), key: decision.key, tone: "stop" });
    case "halted": return said("The text is stopped until somebody looks", { why: why(decision.reason), key: decision.key, tone: "stop" });
    case "withdrawn": return said("The text is taken back", { why: why(decision.reason), key: decision.key, tone: "stop" });
    case "chose": return said(`Takes the way “${pathLabel(definition?.steps.find(({ id }) => id === decision.step), decision.path)}”${decision.hold ? ", from here on without texts" : ""}`, { why: why(decision.reason) });
    case "does": return said(DOES[decision.what], { key: decision.key, tone: "text" });
    case "leavesOut": return said("Leaves the change out", { why: why(decision.reason), tone: "stop" });
    case "asksPerson": return said("Waits for a yes", { until: decision.until, key: decision.key, tone: "wait" });
    case "back": return said(`Goes back, for the ${ordinal(decision.times)} time`);
    case "became": return said({ delivered: "The text was delivered", failed: "The text could not be delivered", skipped: "The text was not sent", clicked: "They clicked the link", replied: "They replied", ordered: "They ordered" }[decision.is], { key: keyAt(decision.step), tone: decision.is === "failed" ? "stop" : "good", why: `Of ${name(decision.step)}.` });
    case "reached": return said(`Reached the goal “${definition?.goals[decision.goal]?.label ?? `Goal ${decision.goal + 1}`}”`, { tone: "good" });
    case "late": return said("Heard of something too late to act on", { why: "It happened longer ago than the flow allows; it is noted, and moves nothing.", tone: "stop" });
    case "left": return said(`The exit “${definition?.exits[decision.exit]?.label ?? `Exit ${decision.exit + 1}`}” applies`, { tone: "stop" });
    case "starts": return said(`Enters the flow “${decision.flow}” instead`);
    case "paused": return said("Paused", { tone: "wait" });
    case "resumed": return said(decision.expire ? "Resumed; the text that was due is given up" : "Resumed", { until: decision.until });
    case "moved": return said(decision.step === null ? "Taken out with the new version" : `Moved to ${name(decision.step)} of another version`);
    case "ended": return said(decision.label === null ? "Left the flow" : `Left the flow as “${decision.label}”`, { why: why(decision.reason), tone: "end" });
    default: return decision satisfies never;
  }
}

const DOES = { update: "Has the change made", coupon: "Has a code made for them", call: "Tells the other system", alert: "Tells the staff", approval: "Asks the staff" } as const;

/** A step's text is named by the step where its pass is not told. */
const keyAt = (step: string): string => `${step}/`;

const ordinal = (times: number): string => `${times}${times % 10 === 1 && times % 100 !== 11 ? "st" : times % 10 === 2 && times % 100 !== 12 ? "nd" : times % 10 === 3 && times % 100 !== 13 ? "rd" : "th"}`;

/** What made the run look. */
export function heardWords(heard: Heard, names: Names): string {
  switch (heard.kind) {
    case "enter": return "A trigger told of them";
    case "fact": return capital(toldWords({ event: heard.event, where: [], whereAny: false }, names));
    case "changed": return "Their facts changed";
    case "timer": return "Its time had come";
    case "answer": return { sent: "The text was sent", defer: "The text may not go yet", skip: "The text may not go", halt: "The text was stopped" }[heard.verdict];
    case "approved": return heard.yes ? "Somebody said yes" : "Somebody said no";
    case "pause": return "It was to pause";
    case "resume": return "It was to go on";
    case "move": return "A new version was published";
    case "stop": return saysOf(heard.reason) ?? heard.reason;
    default: return heard satisfies never;
  }
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
