// Steps as text, between flows and between shops: the lines that the text form has for them.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { readFlow } from "#app/flows/definition.ts";
import { edgesOf } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import { parse, print } from "#app/flows/text.ts";
import { invariant } from "#app/lib/invariant.ts";
import { type Block, blockOf, openWays, placed } from "./block.ts";
import { type Edited, refused } from "./edited.ts";
import { idsOf } from "./fresh-id.ts";
import type { Place } from "./place.ts";
import { renamed } from "./rename.ts";

const LINE = /^step ([a-z][a-z0-9-]*) /m;
const HEAD = "trigger call(by manual)\nentry (reentry always())";

function around(steps: Step[]): FlowDefinition {
  const read = readFlow({ version: 1, triggers: [{ kind: "call", by: "manual" }], entry: { reentry: { kind: "always" } }, first: steps[0]?.id ?? "end1", steps });
  invariant("definition" in read, "steps that were read before can be read again");
  return read.definition;
}

/** Null: nothing is chosen, or something of it is unfinished. */
export function copied(definition: FlowDefinition, ids: ReadonlySet<string>): string | null {
  const block = blockOf(definition, ids);
  if (!block || !("definition" in readFlow({ ...definition, first: block.entry, steps: block.steps, exits: [] }))) return null;
  return print(around(block.steps)).split("\n").filter((line) => LINE.test(line)).join("\n");
}

export function readClip(text: string): Block | null {
  const first = LINE.exec(text)?.[1];
  if (first === undefined || !text.trimStart().startsWith("step ")) return null;
  const read = parse(`${HEAD}\nfirst ${first}\n${text}`);
  if (!("definition" in read)) return null;
  const { steps } = read.definition;
  return { steps, entry: first, ends: openWays(steps) };
}

export function pasted(definition: FlowDefinition, text: string, place: Place): Edited {
  const clip = readClip(text);
  if (!clip) return refused("What was copied is no steps of a flow.");
  const known = new Set([...idsOf(definition), ...idsOf(clip)]);
  const looks = clip.steps.find((step) => step.kind === "branch" && step.by === "outcome" && !known.has(step.of));
  if (looks) return refused(`“${looks.id}” looks at a text that is not here. Copy that text along with it.`);
  const leads = clip.steps.find((step) => edgesOf(step).some(({ to }) => to !== null && !known.has(to)));
  if (leads) return refused(`“${leads.id}” leads to a step that is not here.`);
  return placed(definition, renamed(clip, idsOf(definition)), place);
}
