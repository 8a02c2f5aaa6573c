// The text form of a flow, for docs, tests and people who would rather type: a line for each trigger, step, exit and goal.
// parse(print(d)) is d.
//
//   trigger crosses(of order, value 200)
//   entry (reentry never(), group vip)
//   step m1 send(message own(text "Thank you!")) then w1
//   step w1 wait.span(span 7 d) then m2
//   exit (label Refunded, on (event refund, own yes))
import type { Problem } from "../lib/problem.ts";
import { lex } from "../segments/text/lex.ts";
import { type Reader, readerOf, Stop } from "../segments/text/reader.ts";
import { type FlowDefinition, readFlow } from "./definition.ts";
import { kindOf, pairs, valueText } from "./text/print.ts";
import { kindFrom, readPairs, readValue } from "./text/read.ts";

export const FLOW_TEXT_MAX = 1_000_000;

export function print(definition: FlowDefinition): string {
  const { triggers, maxAge, entry, policies, first, steps, exits, goals, longest } = definition;
  return [
    ...triggers.map((trigger) => `trigger ${valueText(trigger)}`),
    `maxAge ${valueText(maxAge)}`,
    `entry (${pairs(entry, "entry").join(", ")})`,
    ...(policies.length === 0 ? [] : [`policies ${valueText(policies)}`]),
    `first ${first}`,
    ...steps.map((step) => `step ${step.id} ${kindOf(step)}(${pairs(step, kindOf(step), ["id", "next"]).join(", ")})${step.next === null ? "" : ` then ${step.next}`}`),
    ...exits.map((exit) => `exit (${pairs(exit, "exit").join(", ")})`),
    ...goals.map((goal) => `goal (${pairs(goal, "goal").join(", ")})`),
    `longest ${valueText(longest)}`,
  ].join("\n");
}

type Mistake = { message: string; at: number; to: number };

/** `problems` are of the shape, by path; `mistake` is where the text cannot be read. */
export function parse(text: string): { definition: FlowDefinition } | { problems: Problem[] } | { mistake: Mistake } {
  if (text.length > FLOW_TEXT_MAX) return { mistake: { message: `The text is longer than ${FLOW_TEXT_MAX.toLocaleString("en")} characters.`, at: FLOW_TEXT_MAX, to: text.length } };
  const { tokens, refused, comments } = lex(text);
  const read = stopped(() => readAll(readerOf(tokens, refused?.at ?? text.length, { comments })));
  if (refused && (!(read instanceof Stop) || read.at >= refused.at)) return { mistake: refused };
  if (read instanceof Stop) return { mistake: { message: read.message, at: read.at, to: read.to } };
  return readFlow(read);
}

function readAll(reader: Reader): Record<string, unknown> {
  const flow: Record<string, unknown> = { version: 1, triggers: [], steps: [], exits: [], goals: [] };
  const add = (list: string, value: unknown) => void (flow[list] as unknown[]).push(value);
  while (reader.peek()) {
    const word = reader.word("trigger, entry, step, exit or goal");
    switch (word) {
      case "trigger": add("triggers", readValue(reader)); break;
      case "exit": add("exits", readPairs(reader, 0)); break;
      case "goal": add("goals", readPairs(reader, 0)); break;
      case "step": add("steps", readStep(reader)); break;
      case "entry": flow.entry = readPairs(reader, 0); break;
      case "maxAge": case "longest": case "policies": case "first": flow[word] = readValue(reader); break;
      default: reader.stop(`A line begins with trigger, entry, step, exit, goal, policies, first, maxAge or longest, not with “${word}”.`);
    }
  }
  return flow;
}

function readStep(reader: Reader): Record<string, unknown> {
  const id = reader.word("the step's name");
  const kind = kindFrom(reader.word("what the step does"));
  const own = readPairs(reader, 0);
  return { id, ...kind, ...own, ...(reader.take("then") ? { next: reader.word("the next step") } : {}) };
}

/** The reader stops at the first thing it cannot read; everything else it throws is a bug and goes on. */
function stopped<Result>(work: () => Result): Result | Stop {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof Stop) return thrown;
    throw thrown;
  }
}
