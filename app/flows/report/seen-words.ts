// What was asked of a person's facts when a line was decided, and the answer, in words. A question is named by where it was
// asked: a step and its pass, an exit, the entry, a goal (flows/facts.ts).
import type { Node } from "../../segments/definition.ts";
import type { FlowDefinition } from "../definition.ts";
import { type Names, peopleWords } from "../describe/words.ts";
import type { Seen } from "../ledger.ts";

export type SeenLine = { question: string; answer: string };

/** What says nothing by itself (the zone, the first fact of many) is left out. */
export function seenLines(seen: Seen, definition: FlowDefinition | undefined, names: Names): SeenLine[] {
  return Object.entries(seen).flatMap(([key, value]) => {
    const [asked = "", ...rest] = key.split(" ");
    const line = lineOf(asked, rest.join(" "), value, definition, names);
    return line ? [line] : [];
  });
}

function lineOf(asked: string, where: string, value: Seen[string], definition: FlowDefinition | undefined, names: Names): SeenLine | null {
  switch (asked) {
    case "holds": {
      const node = definition && nodeAt(definition, where);
      return { question: node ? `Are they among ${peopleWords(node, names)}?` : "Does the condition hold?", answer: value === true ? "Yes" : value === false ? "No" : "Not known, which is no yes" };
    }
    case "date": return { question: "Their date", answer: typeof value === "string" ? value : "They have none" };
    case "bestHour": return { question: "The hour at which they answer best, or that of their policy", answer: typeof value === "string" ? value : "Not known yet" };
    case "delivery": return { question: "When it was delivered", answer: deliveryWords(value) };
    case "picks": return { question: "Products that could be picked", answer: String(value) };
    case "zone": return { question: "Their time zone", answer: String(value) };
    case "weights": return value === null ? null : { question: "Chances of the arms", answer: Array.isArray(value) ? value.join(" : ") : "" };
    default: return null;
  }
}

function deliveryWords(value: Seen[string]): string {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return "Nothing is known of it";
  return value["foretold"] === true ? "Foretold by the usual time on the way" : "The carrier told of it";
}

/** "w/1", "b/1 0", "exit 2", "entry". */
function nodeAt(definition: FlowDefinition, where: string): Node | null {
  if (where === "entry") return definition.entry.when ?? null;
  const [place = "", index = ""] = where.split(" ");
  if (place === "exit") return definition.exits[Number(index)]?.when ?? null;
  const step = definition.steps.find(({ id }) => id === place.slice(0, place.lastIndexOf("/")));
  if (step?.kind === "wait" && step.how === "condition") return step.when;
  if (step?.kind === "branch" && step.by === "yesNo") return step.when;
  return step?.kind === "branch" && step.by === "ordered" ? (step.paths[Number(index)]?.when ?? null) : null;
}
