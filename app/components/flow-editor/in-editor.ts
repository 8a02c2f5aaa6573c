// What every part of the editor knows of the flow that is edited.
import { createContext, useContext } from "react";
import type { Finding } from "#app/flows/checker.ts";
import type { Names } from "#app/flows/describe/words.ts";
import { invariant } from "#app/lib/invariant.ts";
import type { Problem } from "#app/lib/problem.ts";
import type { PersonChoice } from "../messages/person-picker.tsx";
import type { FlowShown, FlowWords } from "./editor-words.ts";
import type { FlowEditing } from "./use-flow.ts";

export type InEditor = {
  flow: FlowEditing;
  shown: FlowShown;
  words: FlowWords;
  names: Names;
  /** Of the flow as it stands, where the server has looked at it. */
  findings: readonly Finding[];
  problems: readonly Problem[];
  /** How far the server's look at it is, and what its dearest way costs. */
  checked: { state: "idle" | "asking" | "failed"; worst: { texts: number; parts: number; micros: number } | null };
  nameProblem: string | false;
  /** Whose phone the previews show. */
  person: PersonChoice | null;
  setPerson: (person: PersonChoice | null) => void;
};

export const InEditorContext = createContext<InEditor | null>(null);

export function useInEditor(): InEditor {
  const known = useContext(InEditorContext);
  invariant(known, "this is shown inside the editor of a flow");
  return known;
}

/** Relative to the place. */
export const problemsAt = (problems: readonly Problem[], place: readonly (string | number)[]): Problem[] =>
  problems.flatMap(({ path, message }) => (place.every((step, index) => path[index] === step) ? [{ path: path.slice(place.length), message }] : []));

export type Mark = { tone: "critical" | "attention" | "warning"; messages: string[] };

/** What stands at a step: mistakes first, then what stops it, what is to be chosen, and what should be known. */
export function markOf({ flow: { definition }, findings, problems }: InEditor, id: string): Mark | null {
  const index = definition.steps.findIndex((step) => step.id === id);
  const wrong = problemsAt(problems, ["steps", index]).map(({ message }) => message);
  const found = findings.filter(({ step }) => step === id);
  const messages = [...wrong, ...found.map(({ message }) => message)];
  if (messages.length === 0) return null;
  const tone = wrong.length > 0 || found.some(({ severity }) => severity === "stop") ? "critical" : found.some(({ severity }) => severity === "todo") ? "attention" : "warning";
  return { tone, messages: [...new Set(messages)] };
}
