// What a run does to the world outside, as a row: found in the version's step, carried out part by part (each change of an
// update is one), and never twice. What cannot be done is said on the row, and a person may have it tried again.
import { z } from "zod";
import type { CustomerId } from "../../lib/ids.ts";
import type { Call, Change, Step, StepOf } from "../step.ts";

/**
 * due: to be carried out. sent: handed over to whoever speaks to the outside; told: that has come to an end. asked: a person has to look. refused: a part
 * of it was not taken, which stands on the Problems page. failed: refused, and let go. expired: nobody answered in time.
 */
export const DoingState = z.enum(["due", "sent", "told", "asked", "done", "refused", "failed", "expired"]);
export type DoingState = z.infer<typeof DoingState>;

/** `at`: the place of a change among those of its step; 0 of everything else. */
export const PartDone = z.strictObject({ at: z.int().min(0), state: z.enum(["done", "sent", "refused"]), problem: z.string().nullable(), /** Of the commands that it waits for. */ keys: z.array(z.string()).default([]) });
export type PartDone = z.infer<typeof PartDone>;

export const DoingResult = z.object({ parts: z.array(PartDone).default([]), /** Of an approval. */ yes: z.boolean().optional() });
export type DoingResult = z.infer<typeof DoingResult>;

export type Doing = { doing: string; run: string; flow: number; version: number; customer: CustomerId; step: string; key: string; what: string; attempts: number; result: DoingResult | null; at: Date };

export type Asked = { kind: "change"; change: Change } | { kind: "coupon"; step: StepOf<"coupon"> } | { kind: "call"; call: Call };
/** `key`: of this part of this attempt, for whoever carries it out. */
export type Part<Kind extends Asked = Asked> = { of: Doing; at: number; key: string; flowName: string; asked: Kind };

export type Outcome = { state: "done" } | { state: "sent"; keys: string[] } | { state: "refused"; problem: string };
export type Told = { part: Part; outcome: Outcome };

export const DONE: Outcome = { state: "done" };
export const sent = (...keys: string[]): Outcome => ({ state: "sent", keys });
export const refused = (problem: string): Outcome => ({ state: "refused", problem });

/** What is left to do of it; what an earlier attempt did stays done. */
export function partsOf(doing: Doing, step: Step, flowName: string): Part[] {
  const isDone = (at: number) => doing.result?.parts.some((part) => part.at === at && part.state === "done") ?? false;
  const part = (asked: Asked, at: number): Part[] => (isDone(at) ? [] : [{ of: doing, at, key: partKey(doing, at), flowName, asked }]);
  switch (step.kind) {
    case "update": return step.changes.flatMap((change, at) => part({ kind: "change", change }, at));
    case "coupon": return part({ kind: "coupon", step }, 0);
    case "call": return part({ kind: "call", call: step.call }, 0);
    default: return [];
  }
}

export const partKey = ({ doing, attempts }: Pick<Doing, "doing" | "attempts">, at: number): string => `doing/${doing}/${attempts}/${at}`;

/** The parts as they stand after some were told of. */
export function afterParts(result: DoingResult | null, told: readonly PartDone[]): { state: "done" | "sent" | "refused"; problem: string | null; result: DoingResult } {
  const byPlace = new Map([...(result?.parts ?? []), ...told].map((part) => [part.at, part]));
  const parts = [...byPlace.values()].sort((one, other) => one.at - other.at);
  const problems = [...new Set(parts.flatMap(({ state, problem }) => (state === "refused" && problem !== null ? [problem] : [])))];
  const state = parts.some((part) => part.state === "sent") ? "sent" : problems.length > 0 ? "refused" : "done";
  return { state, problem: state === "refused" ? problems.join(" ") : null, result: { ...result, parts } };
}

type Ended = { isOver: boolean; problem: string | null };

/** A part that waits for commands. One that is gone was called off: its address was taken away, or its customer deleted. */
export function afterCommands(part: PartDone, commands: readonly (Ended | undefined)[]): PartDone {
  if (commands.some((command) => command && !command.isOver)) return part;
  const problems = [...new Set(commands.flatMap((command) => (command ? (command.problem ?? []) : "It was called off before it was carried out.")))];
  return problems.length === 0 ? { ...part, state: "done", problem: null } : { ...part, state: "refused", problem: problems.join(" ") };
}
