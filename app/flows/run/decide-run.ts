// What one run comes to by everything that it heard: the lines that are appended to its ledger, and the state after each. A
// move is heard last and alone, because what came with it was meant for the version before. Pure; a run whose deciding
// throws is set aside by itself.
import { advance, type Version } from "../advance.ts";
import type { Facts } from "../facts.ts";
import { afterLine, type Run } from "../fold.ts";
import type { Heard, Line } from "../ledger.ts";

export type HeardOnce = { heard: Heard; /** Of a move. */ version: Version | null };

/** `before` null: the line lets somebody in. */
export type Step = { before: Run | null; line: Line; after: Run };

export function decideRun(version: Version, run: Run | null, heard: readonly HeardOnce[], facts: Facts, now: number): { steps: Step[]; version: Version } {
  const steps: Step[] = [];
  let [state, by] = [run, version];
  const tell = (told: readonly Heard[]) => {
    const line = told.length === 0 ? null : advance(by, state, told, facts, now);
    const after = line && afterLine(state, line);
    if (!line || !after) return;
    steps.push({ before: state, line, after });
    state = after;
  };
  tell(heard.flatMap((each) => (each.heard.kind === "move" ? [] : [each.heard])));
  for (const each of heard) {
    if (each.heard.kind !== "move") continue;
    by = each.version ?? by;
    tell([each.heard]);
  }
  return { steps, version: by };
}
