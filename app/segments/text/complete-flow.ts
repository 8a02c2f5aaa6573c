// What can be written where a text asks about a flow: its number, its steps, and the arms that people drew there.
import type { Completion } from "./complete.ts";
import { quote, type Token } from "./lex.ts";

export type KnownFlow = { flowId: number; name: string; steps: readonly { step: string }[]; experiments: readonly { step: string; arms: readonly string[] }[] };

/** Null where the place is about something else. A step is written before its flow, so it narrows which flows follow. */
export function ofFlow(tokens: readonly Token[], flows: readonly KnownFlow[]): Completion[] | null {
  const last = tokens.at(-1);
  if (last?.kind !== "word") return null;
  if (last.text === "drew") return named(flows, ({ experiments }) => experiments.flatMap(({ arms }) => arms));
  if (last.text === "at") return named(flows, drawn(tokens, -2) === null ? stepsOf : (flow) => stepsWith(flow, drawn(tokens, -2)));
  if (last.text !== "flow") return null;
  const step = tokens.at(-3);
  const isOfStep = step?.kind === "string" && tokens.at(-4)?.text === "at";
  const arm = isOfStep ? drawn(tokens, -5) : null;
  return flows.filter((flow) => !isOfStep || (arm === null ? stepsOf(flow) : stepsWith(flow, arm)).includes(step.text)).map(({ flowId, name }) => ({ text: String(flowId), label: name, kind: "value" }));
}

/** The arm that stands at this place from the end, where `drew` stands before it. */
function drawn(tokens: readonly Token[], at: number): string | null {
  const arm = tokens.at(at);
  return arm?.kind === "string" && tokens.at(at - 1)?.text === "drew" ? arm.text : null;
}

const stepsOf = ({ steps }: KnownFlow) => steps.map(({ step }) => step);
const stepsWith = ({ experiments }: KnownFlow, arm: string | null) => experiments.flatMap(({ step, arms }) => (arms.some((name) => name === arm) ? [step] : []));

/** Each once, with the flows that have it. */
function named(flows: readonly KnownFlow[], of: (flow: KnownFlow) => string[]): Completion[] {
  const names = new Map<string, string[]>();
  for (const flow of flows) for (const each of new Set(of(flow))) names.set(each, [...(names.get(each) ?? []), flow.name]);
  return [...names].map(([each, of]) => ({ text: quote(each), label: of.join(", "), kind: "value" }));
}
