// One step, as one sentence.
import { counted, listWords } from "../../segments/describe/words.ts";
import type { Change, Step, StepOf } from "../step.ts";
import { dayWords } from "./trigger.ts";
import { capital, fieldNoun, type Names, peopleWords, quoted, span, to, toldWords, weekdayWords, zoneWords } from "./words.ts";

export const describeStep = (step: Step, names: Names): string => `${capital(stepWords(step, names))}.`;

function stepWords(step: Step, names: Names): string {
  switch (step.kind) {
    case "send": return sendWords(step);
    case "wait": return waitWords(step, names);
    case "branch": return branchWords(step, names);
    case "split": return `split by lot, for good: ${listWords(armsOf(step), "and")}`;
    case "experiment": return `${testWords(step)}, split by lot, for good: ${listWords(armsOf(step), "and")}; ${thenWords(step)}`;
    case "update": return listWords(step.changes.map(changeWords), "and");
    case "coupon": return `have a ${savingWords(step.saving)} code ready for them${step.once ? ", good once" : ""}${step.ends ? `, for ${span(step.ends)}` : ""}`;
    case "call": return callWords(step);
    case "alert": return `tell the staff: ${quoted(step.says)}`;
    case "approval": return `ask the staff ${quoted(step.says)} and wait for a yes; after ${span(step.within)}, or on a no, ${to(step.otherwise)}`;
    case "join": return "ways come together here";
    case "goTo": return `go back to ${step.to}, at most ${counted(step.times, "time")}`;
    case "end": return step.label === null ? "end" : `end as ${quoted(step.label)}`;
    default: return step satisfies never;
  }
}

function sendWords({ message, to: whom, expires, onSkip, skipTo, picks }: StepOf<"send">): string {
  const text = message.kind === "saved" ? `message ${message.id}${message.version === null ? "" : ` (version ${message.version})`}` : quoted(message.text);
  const kind = message.kind === "own" ? (message.class === "transactional" ? "service text" : message.scope === "cartReminders" ? "cart reminder" : "promotional text") : "text";
  const skipped = onSkip === "goOn" ? "" : onSkip === "exit" ? "; leave if it is never sent" : `; if it is never sent, ${to(skipTo)}`;
  return `send ${whom === "staff" ? "the staff" : "them"} the ${kind} ${text}, within ${span(expires)}${picks === 0 ? "" : `, if at least ${counted(picks, "product")} can be picked`}${skipped}`;
}

function waitWords(step: StepOf<"wait">, names: Names): string {
  switch (step.how) {
    case "span": return step.from === "here" ? `wait ${span(step.span)}` : `wait until ${span(step.span)} after the start`;
    case "hour": return `wait until ${step.at} ${zoneWords(step.zone)}${weekdayWords(step.weekdays)}${step.today ? "" : ", not today"}`;
    case "window": return `wait for the hours from ${step.from} to ${step.to} ${zoneWords(step.zone)}${weekdayWords(step.weekdays)}${step.first === null ? "" : `, from ${step.first} on`}`;
    case "date": return `wait until ${dayWords(step.days)} their ${fieldNoun(step.field, names)}, ${step.at} ${zoneWords(step.zone)}; without one, ${to(step.otherwise)}`;
    case "event": return `wait until ${listWords(step.on.map((told) => toldWords(told, names)), "or")}${step.since === "entry" ? " (since the start)" : ""}; after ${span(step.within)}, ${to(step.otherwise)}`;
    case "condition": return `wait until they are among ${peopleWords(step.when, names)}; after ${span(step.within)}, ${to(step.otherwise)}`;
    case "bestHour": return `wait for the hour at which they answer best, at most ${counted(step.days, "day")} (${step.fallback} shop time where it is not known)`;
    case "delivery": return `wait until ${step.plus ? `${span(step.plus)} after ` : ""}${step.parcels === "all" ? "all parcels are" : "the first parcel is"} delivered; without a delivery after ${span(step.within)}, ${to(step.otherwise)}`;
    default: return step satisfies never;
  }
}

function branchWords(step: StepOf<"branch">, names: Names): string {
  const rest = `else ${to(step.otherwise)}`;
  switch (step.by) {
    case "yesNo": return `if they are among ${peopleWords(step.when, names)}, ${to(step.yes)}; ${rest}`;
    case "ordered": return `${step.paths.map(({ when, next }, index) => `${index === 0 ? "if" : "or if"} they are among ${peopleWords(when, names)}, ${to(next)}`).join("; ")}; ${rest}`;
    case "first": return `see what happens first within ${span(step.within)}${step.ranked ? " (the upper way goes before the lower)" : ""}: ${step.paths.map(({ on, next }) => `if ${toldWords(on, names)}, ${to(next)}`).join("; ")}; ${rest}`;
    case "reply": return `see what they reply within ${span(step.within)}: ${step.paths.map(({ words, next }) => `to ${listWords(words.map(quoted), "or")}, ${to(next)}`).join("; ")}; ${rest}`;
    case "outcome": return `see what became of the text of ${step.of}${step.within ? ` within ${span(step.within)}` : ""}: ${step.paths.map(({ is, reason, next }) => `if ${is === "ordered" ? "they ordered since" : is === "replied" ? "they replied" : `it was ${is}`}${reason === null ? "" : ` (${reason})`}, ${to(next)}`).join("; ")}; ${rest}`;
    default: return step satisfies never;
  }
}

const testWords = ({ metric, within }: StepOf<"experiment">): string => `test for ${{ clicked: "clicks", replied: "replies", ordered: "orders", revenue: "revenue", optedOut: "opt-outs" }[metric]} within ${span(within)}`;

function thenWords({ effect, stop, winner, bandit }: StepOf<"experiment">): string {
  const ends = stop === "byHand" ? "you end it" : `once a difference of ${effect}% or its absence is sure, ${winner === "asked" ? "you are asked which stays" : "the better one stays"}`;
  return bandit ? `while it runs more people go the better way; ${ends}` : ends;
}

const armsOf = ({ arms }: Pick<StepOf<"split">, "arms">): string[] => {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  return arms.map(({ name, weight, next, hold }) => `${Math.round((1_000 * weight) / total) / 10}% ${quoted(name)} ${hold ? "without texts, " : ""}${to(next)}`);
};

function changeWords(change: Change): string {
  switch (change.kind) {
    case "tag": return `tag them ${quoted(change.tag)}`;
    case "untag": return `take the tag ${quoted(change.tag)} away`;
    case "metafield": return `set their metafield ${change.field} to ${quoted(change.value)}`;
    case "listAdd": return `put them on list ${change.list}`;
    case "listRemove": return `take them off list ${change.list}`;
    case "property": return `note ${change.name} as ${quoted(change.value)}`;
    case "suppress": return "send them no more promotion (their consent stays as it is)";
    case "unsubscribe": return "opt them out of texts";
    default: return change satisfies never;
  }
}

function savingWords(saving: StepOf<"coupon">["saving"]): string {
  switch (saving.kind) {
    case "percent": return `${saving.percent}%`;
    case "amount": return `fixed amount (${saving.minor} minor units)`;
    case "freeShipping": return "free shipping";
    case "product": return `free ${quoted(saving.product)}`;
    default: return saving satisfies never;
  }
}

function callWords({ call }: StepOf<"call">): string {
  switch (call.kind) {
    case "listIn": return `put them on list ${call.target}, which platforms keep`;
    case "listOut": return `take them off list ${call.target}, which platforms keep`;
    case "webhook": return `tell ${call.url === null ? "an address that is still to be chosen" : call.url} of ${quoted(call.event)}, signed`;
    case "shopifyFlow": return `start Shopify Flow with ${quoted(call.event)}`;
    case "startFlow": return `start the flow ${quoted(call.name)} for them`;
    case "stopFlow": return `end the flow ${quoted(call.name)} for them`;
    default: return call satisfies never;
  }
}
