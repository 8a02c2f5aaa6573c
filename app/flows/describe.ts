// A flow in English: what starts it, who may enter, each step as a sentence, what ends it and what it is for.
import { counted, listWords } from "../segments/describe/words.ts";
import type { FlowDefinition } from "./definition.ts";
import { describeStep } from "./describe/step.ts";
import { triggerWords } from "./describe/trigger.ts";
import { type Names, peopleWords, quoted, span, to, toldWords } from "./describe/words.ts";
import type { Entry } from "./entry.ts";

export function describeFlow(definition: FlowDefinition, names: Names): string {
  const { triggers, maxAge, entry, policies, first, steps, exits, goals, longest } = definition;
  return [
    `Starts when ${listWords(triggers.map((trigger) => triggerWords(trigger, names)), "or")}. What is told more than ${span(maxAge)} late starts nobody.`,
    ...entryWords(entry, names),
    ...(policies.length === 0 ? [] : [`It is for people under the limits of ${listWords(policies, "and")}.`]),
    "",
    ...(steps[0]?.id === first ? [] : [`Begins at ${first}.`]),
    ...steps.map((step) => `${step.id}: ${describeStep(step, names)}${step.next === null ? "" : ` Then ${step.next}.`}${step.note === null ? "" : ` (${step.note})`}`),
    "",
    ...exits.map((exit) => `Leaves as ${quoted(exit.label)} ${exit.on ? `as soon as ${toldWords(exit.on, names)}` : exit.when ? `as soon as they are among ${peopleWords(exit.when, names)}` : ""}${exit.at.length === 0 ? "" : `, at ${listWords(exit.at, "or")} only`}${exit.to === null ? "" : `, and goes ${to(exit.to)}`}${exit.starts === null ? "" : `, and enters ${quoted(exit.starts)}`}.`),
    "Leaves at once whoever opts out.",
    ...goals.map((goal) => `Goal ${quoted(goal.label)}: ${toldWords(goal.on, names)} within ${span(goal.within)} after ${goal.since === "entry" ? "the start" : "the end"}${goal.exits ? ", which also ends it" : ""}.`),
    `Nobody stays longer than ${span(longest)}.`,
  ].join("\n");
}

function entryWords(entry: Entry, names: Names): string[] {
  const caps = [[entry.perHour, "an hour"], [entry.perDay, "a day"], [entry.total, "in all"]].flatMap(([count, each]) => (typeof count === "number" ? [`${count.toLocaleString("en-US")} ${each}`] : []));
  return [
    ...(entry.when ? [`Only ${peopleWords(entry.when, names)} may enter${{ never: "", send: "; it is asked again before each text", always: ", and whoever no longer is one leaves" }[entry.recheck]}.`] : []),
    `${againWords(entry)} ${entry.key === "person" ? "One run at a time for each person" : `One run for each ${entry.key}`}; while it runs, a second start ${{ ignore: "is ignored", restart: "begins it anew", beside: "runs beside it" }[entry.again]}.`,
    ...(entry.control === 0 ? [] : [`${entry.control}% go through it without texts, to compare with.`]),
    ...(entry.group === null ? [] : [`Of the group ${quoted(entry.group)} one flow at a time runs for a person; this one has priority ${entry.priority}, and ${entry.over === "end" ? "ends" : "pauses"} those below.`]),
    ...(caps.length === 0 ? [] : [`At most ${listWords(caps, "and")} may enter.`]),
    ...(entry.from === null && entry.until === null ? [] : [`Open${entry.from === null ? "" : ` from ${entry.from}`}${entry.until === null ? "" : ` until ${entry.until}; then whoever is in it ${entry.then === "finish" ? "finishes" : "leaves"}`}.`]),
  ];
}

function againWords({ reentry }: Entry): string {
  switch (reentry.kind) {
    case "never": return "Nobody enters twice.";
    case "always": return "Everybody may enter again.";
    case "sinceEntry": case "sinceExit": return `Everybody may enter again ${span(reentry.span)} after they ${reentry.kind === "sinceEntry" ? "entered" : "left"}.`;
    case "rematch": return "Whoever left the segment and came back may enter again.";
    case "times": return `Everybody may enter ${counted(reentry.times, "time")}${reentry.within === null ? "" : ` in any ${span(reentry.within)}`}.`;
    default: return reentry satisfies never;
  }
}
