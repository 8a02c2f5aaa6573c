import { expect, test } from "vitest";
import { FlowDefinition, type FlowWritten } from "../definition.ts";
import { checkDoings } from "./check-doings.ts";

const CONTEXT = { tagPrefix: "segue:", lists: new Set([3]), mayCall: (url: string) => url.startsWith("https://example.com") };
type Update = Extract<FlowWritten["steps"][number], { kind: "update" }>["changes"][number];
type Call = Extract<FlowWritten["steps"][number], { kind: "call" }>["call"];
const wrong = (step: FlowWritten["steps"][number]) =>
  checkDoings(FlowDefinition.parse({ version: 1, triggers: [{ kind: "call", by: "api" }], entry: { reentry: { kind: "never" } }, first: "a", steps: [step] }), CONTEXT).map(({ path }) => path.join("."));
const change = (one: Update) => wrong({ id: "a", kind: "update", changes: [one] });
const call = (one: Call) => wrong({ id: "a", kind: "call", call: one });

test("Segments' own tags are theirs, whatever their case; a comma would be two tags.", () => {
  expect([change({ kind: "tag", tag: "Segue:vip" }), change({ kind: "untag", tag: "a,b" }), change({ kind: "tag", tag: "vip" })]).toEqual([["steps.0.changes.0.tag"], ["steps.0.changes.0.tag"], []]);
});

test("What does not exist, or cannot be told, is refused beside its field.", () => {
  expect([change({ kind: "metafield", field: "tea", value: "x" }), change({ kind: "metafield", field: "facts.tea", value: "x" }), change({ kind: "listAdd", list: 4 }), change({ kind: "listRemove", list: 3 })]).toEqual([["steps.0.changes.0.field"], [], ["steps.0.changes.0.list"], []]);
  expect([call({ kind: "webhook", url: "https://10.0.0.1/x", event: "e" }), call({ kind: "webhook", event: "e" }), call({ kind: "listIn", target: 4 }), call({ kind: "listOut", target: 3 })]).toEqual([["steps.0.call.url"], [], ["steps.0.call.target"], []]);
});
