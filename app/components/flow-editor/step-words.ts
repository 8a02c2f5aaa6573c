// What a step is called where there is little room: a title, and one or two lines.
import { describeStep } from "#app/flows/describe/step.ts";
import { capital, type Names, span } from "#app/flows/describe/words.ts";
import type { Step } from "#app/flows/step.ts";
import { kindLabel } from "./edit/kinds.ts";

export function titleOf(step: Step): string {
  if (step.kind === "wait" && step.how === "span") return step.from === "here" ? `Wait ${span(step.span)}` : `Wait until ${span(step.span)} after the start`;
  if (step.kind === "end") return step.label ?? "End";
  if (step.kind === "send") return step.to === "staff" ? "Text the staff" : step.message.kind === "saved" ? "Send a message" : "Send a text";
  return kindLabel(step.kind);
}

/** Nothing where the title says it all. */
export function linesOf(step: Step, names: Names, messageName: (id: number) => string | null): string {
  if (step.kind === "send") return step.message.kind === "own" ? spoken(step.message.text) : (messageName(step.message.id) ?? "A message that was deleted");
  if ((step.kind === "wait" && step.how === "span") || step.kind === "end" || step.kind === "join") return "";
  if (step.kind === "alert" || step.kind === "approval") return step.says;
  if (step.kind === "split" || step.kind === "experiment") return step.arms.map(({ name }) => name).join(", ");
  if (step.kind === "branch" && step.by !== "yesNo" && step.by !== "ordered") return { first: "What they do first", reply: "What they reply", outcome: step.by === "outcome" ? `What became of the text of ${step.of}` : "" }[step.by];
  const words = describeStep(step, names);
  const question = step.kind === "branch" && step.by === "yesNo" ? /^If they are among (.*?), (?:to |out of)/.exec(words)?.[1] : undefined;
  return question ? capital(question) : words;
}

/** A text as somebody would read it, without the signs of its variables. */
const spoken = (text: string): string => text.replaceAll(/\{%.*?%\}/g, "").replaceAll(/\{\{\s*([\w.]+).*?\}\}/g, (_, name: string) => `[${(name.split(".").at(-1) ?? name).replaceAll("_", " ")}]`).replaceAll(/\s+/g, " ").trim();
