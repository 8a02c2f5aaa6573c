// What a step does that the shop cannot have done: beside its field, before a flow is published.
import type { Problem } from "../../lib/problem.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Change, Step } from "../step.ts";
import { fieldParts } from "./metafield.ts";

/** `tagPrefix`: of the tags that segments write. `lists`: whose people the merchant names. `mayCall`: whether an address can be told. */
export type DoingContext = { tagPrefix: string; lists: ReadonlySet<number>; mayCall: (url: string) => boolean };

export const checkDoings = ({ steps }: Pick<FlowDefinition, "steps">, context: DoingContext): Problem[] =>
  steps.flatMap((step, index) => wrongIn(step, context).map(({ path, message }) => ({ path: ["steps", index, ...path], message })));

function wrongIn(step: Step, context: DoingContext): Problem[] {
  if (step.kind === "update") return step.changes.flatMap((change, at) => wrongChange(change, context).map(({ path, message }) => ({ path: ["changes", at, ...path], message })));
  if (step.kind !== "call") return [];
  const { call } = step;
  if (call.kind === "webhook" && call.url !== null && !context.mayCall(call.url)) return [{ path: ["call", "url"], message: "Write an https address with a public name, at the usual port." }];
  const isList = call.kind === "listIn" || call.kind === "listOut";
  return isList && !context.lists.has(call.target) ? [{ path: ["call", "target"], message: "This list was deleted, or follows a segment of Shopify’s. Choose another." }] : [];
}

function wrongChange(change: Change, { tagPrefix, lists }: DoingContext): Problem[] {
  switch (change.kind) {
    case "tag": case "untag": {
      if (change.tag.includes(",")) return [{ path: ["tag"], message: "A comma would make two tags of one." }];
      const isOurs = change.tag.toLowerCase().startsWith(tagPrefix.toLowerCase());
      return isOurs ? [{ path: ["tag"], message: `Tags that begin with “${tagPrefix}” are kept by segments, which would undo it. Use another tag.` }] : [];
    }
    case "metafield": return fieldParts(change.field) ? [] : [{ path: ["field"], message: "Write the metafield as namespace.key, such as facts.tea." }];
    case "listAdd": case "listRemove": return lists.has(change.list) ? [] : [{ path: ["list"], message: "This list was deleted, or follows a segment of Shopify’s. Choose another." }];
    case "property": case "suppress": case "unsubscribe": return [];
    default: return change satisfies never;
  }
}
