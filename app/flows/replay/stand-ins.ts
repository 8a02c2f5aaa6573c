// What cannot be known of the past, and what stands in for it in a replay: said with every result, because whoever reads its
// numbers must know what they rest on.
import { leavesOf, type Node } from "../../segments/definition.ts";
import { gapsOf } from "../../segments/then.ts";
import type { FlowDefinition } from "../definition.ts";
import { listenedBy } from "../told/listened.ts";
import type { Trigger } from "../trigger.ts";

/** `recorded`: since when a segment's members are written down. */
export type Recorded = Readonly<Record<number, number>>;

export function standInsOf(definition: FlowDefinition, { from, recorded, nameOf }: { from: number; recorded: Recorded; nameOf: (segment: number) => string }): string[] {
  const { triggers, steps, entry } = definition;
  const segments = new Set([...triggers.flatMap((trigger) => ("segment" in trigger ? [trigger.segment] : [])), ...nodesIn(definition).flatMap(unrecorded)]);
  const today = new Set(nodesIn(definition).flatMap((node) => leavesOf(node).flatMap(({ leaf }) => gapsOf(leaf).flatMap((gap) => (gap.kind === "unrecorded" ? [] : [gap.what])))));
  return [
    ...triggers.flatMap(unknown),
    ...[...segments].sort((one, other) => one - other).flatMap((segment) => {
      const since = recorded[segment];
      return since !== undefined && since <= from ? [] : [`Who was in “${nameOf(segment)}” is known since the segment was made. Nobody was in it before, as far as this replay knows.`];
    }),
    ...[...today].sort().map((what) => `${what}: no history is kept, so today’s value stood in for every day.`),
    ...(steps.some(({ kind }) => kind === "send") ? ["Phone numbers, addresses and what people chose on their preference page are as they are today. Sending was taken to be switched on, with enough budget, and the text to have all it speaks of."] : []),
    ...(steps.some((step) => (step.kind === "branch" && step.by === "outcome") || (step.kind === "branch" && step.by === "reply")) ? ["Nobody clicked or answered a text of this replay, because none went. Branches on what becomes of a text went on when their time was over."] : []),
    ...(listenedBy(definition).some((what) => what === "tagged" || what === "untagged") ? ["Of each tag only its last coming or going is kept: what came before is not known."] : []),
    ...(steps.some(({ kind }) => kind === "approval") ? ["Nobody approved anything: each approval ran out of time."] : []),
    ...(steps.some((step) => step.kind === "experiment" && (step.bandit || step.stop === "decided")) ? ["Experiments kept the weights that are written."] : []),
    ...(steps.some((step) => step.kind === "wait" && step.how === "delivery") ? ["How long parcels usually take is as of today."] : []),
    ...(steps.some((step) => step.kind === "send" && step.picks > 0) ? ["What sells most is as of today."] : []),
    ...(entry.perHour !== null || entry.perDay !== null || entry.total !== null || entry.spendPerDay !== null ? ["Limits on entries and on spending a day were not played: people are gone through one after the other, and what is left of a limit depends on everybody who came before. How often they would have been passed is said above."] : []),
    ...(steps.some((step) => step.kind === "wait" && step.how === "event" && step.on.some(({ event }) => event === "fulfilled" || event === "partlyFulfilled" || event === "paid")) ? ["An order keeps when its first parcel left and that it was paid: that stood in for when it was fulfilled and paid."] : []),
  ];
}

/** Nothing recorded tells of it. */
function unknown(trigger: Trigger): string[] {
  switch (trigger.kind) {
    case "stock": return ["What was in stock at what price is not kept: nobody entered by stock or price."];
    case "prediction": return ["There were no predictions: nobody entered by a score."];
    case "rfm": return ["Which RFM group people were in is known as of today alone: nobody entered by changing it."];
    case "call": return trigger.by === "manual" ? [] : ["Who would have been started from outside is not known: nobody entered that way."];
    case "customer": return trigger.what === "updated" || trigger.what === "accountEnabled" || trigger.what === "metafield" ? ["When customers were changed is not kept: nobody entered that way."] : [];
    case "consent": return trigger.what === "confirmed" ? ["When a sign-up was confirmed is not told apart: nobody entered that way."] : [];
    default: return [];
  }
}

const unrecorded = (node: Node): number[] => leavesOf(node).flatMap(({ leaf }) => gapsOf(leaf).flatMap((gap) => (gap.kind === "unrecorded" ? [gap.segment] : [])));

function nodesIn(value: unknown): Node[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === "when" && each !== null ? [each as Node] : nodesIn(each)));
}
