// A step in a few words, as it heads its line in a report or a story. The whole sentence is describe/step.ts.
import { span } from "../describe/words.ts";
import type { Step, StepOf } from "../step.ts";

const TEXT_SHOWN = 60;

export const KIND_WORDS: Record<Step["kind"], string> = {
  send: "Text", wait: "Wait", branch: "Branch", split: "Split", experiment: "Experiment", update: "Change", coupon: "Coupon", call: "Call", alert: "Alert", approval: "Approval", join: "Join", goTo: "Go back", end: "End",
};

/** `message`: the name of the saved message that it sends. */
export function stepTitle(step: Step, message: string | null = null): string {
  const kind = KIND_WORDS[step.kind];
  const more = moreOf(step, message);
  return more === "" ? kind : `${kind}: ${more}`;
}

function moreOf(step: Step, message: string | null): string {
  switch (step.kind) {
    case "send": return step.message.kind === "own" ? shortened(step.message.text) : (message ?? `message ${step.message.id}`);
    case "wait": return waitTitle(step);
    case "branch": return { yesNo: "yes or no", ordered: "the first that holds", first: "what happens first", reply: "what they reply", outcome: "what became of a text" }[step.by];
    case "split": case "experiment": return step.arms.map(({ name }) => name).join(", ");
    case "update": return step.changes.map(({ kind }) => CHANGE_WORDS[kind]).join(", ");
    case "coupon": return { percent: "percent off", amount: "amount off", freeShipping: "free shipping", product: "free product" }[step.saving.kind];
    case "call": return { listIn: "into a list", listOut: "out of a list", webhook: "webhook", shopifyFlow: "Shopify Flow", startFlow: "start a flow", stopFlow: "stop a flow" }[step.call.kind];
    case "alert": case "approval": return shortened(step.says);
    case "goTo": return `to ${step.to}`;
    case "end": return step.label ?? "";
    case "join": return "";
    default: return step satisfies never;
  }
}

const CHANGE_WORDS = {
  tag: "add a tag", untag: "remove a tag", metafield: "set a metafield", listAdd: "add to a list", listRemove: "remove from a list", property: "note a property", suppress: "no more promotion", unsubscribe: "opt out",
} as const;

function waitTitle(step: StepOf<"wait">): string {
  switch (step.how) {
    case "span": return step.from === "here" ? span(step.span) : `until ${span(step.span)} after the start`;
    case "hour": return `until ${step.at}`;
    case "window": return `${step.from} to ${step.to}`;
    case "date": return "for a date of theirs";
    case "event": return "for something to happen";
    case "condition": return "for a condition";
    case "bestHour": return "for their best hour";
    case "delivery": return "for the delivery";
    default: return step satisfies never;
  }
}

/** Variables as a person reads them, in one line. */
function shortened(text: string): string {
  const plain = text.replace(/\{%.*?%\}/gs, "").replace(/\{\{\s*([\w.]+).*?\}\}/gs, "[$1]").replace(/\s+/g, " ").trim();
  return `“${plain.length > TEXT_SHOWN ? `${plain.slice(0, TEXT_SHOWN).trimEnd()}…` : plain}”`;
}

/** The way that a run took at a step that has several; -1 is otherwise. */
export function pathLabel(step: Step | undefined, path: number): string {
  if (step?.kind === "split" || step?.kind === "experiment") return step.arms[path]?.name ?? `Arm ${path + 1}`;
  if (path < 0) return step?.kind === "branch" && step.by === "yesNo" ? "No" : "Otherwise";
  return step?.kind === "branch" && step.by === "yesNo" ? "Yes" : `Path ${path + 1}`;
}
