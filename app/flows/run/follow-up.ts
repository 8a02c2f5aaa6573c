// What the lines of one run ask of the world outside, gathered in the order in which they were decided: of each text only the
// last word counts.
import { apply, type Run } from "../fold.ts";
import type { Decision, Line } from "../ledger.ts";
import type { Step } from "./decide-run.ts";

/** ask: for the first time or again. hold: it stands still with its run. release: it goes on. withdraw: nobody wants it any more. */
export type TextWord =
  | { say: "ask"; key: string; step: string; version: number; fence: number; expires: number; isNew: boolean; /** It stands still from the first. */ isHeld: boolean }
  | { say: "hold" | "release" | "withdraw"; key: string };

export type Doing = { step: string; key: string; version: number; what: Extract<Decision, { kind: "does" }>["what"]; expires: number | null };

export type FollowUp = { texts: TextWord[]; doings: Doing[]; starts: { flow: string; key: string }[]; halted: string | null; hasEnded: boolean };

/** `firstSeq`: of the first of these lines. */
export function followUp(steps: readonly Step[], firstSeq: number): FollowUp {
  const texts = new Map<string, TextWord>();
  const doings: Doing[] = [];
  const starts: FollowUp["starts"] = [];
  let halted: string | null = null;
  for (const [index, { before, line }] of steps.entries()) {
    let run = before;
    for (const [place, decision] of line.decided.entries()) {
      const heldBy = run?.blocked ?? null;
      run = apply(run, decision, line.at);
      const word = wordOf(decision, line, heldBy, run);
      const former = word && texts.get(word.key);
      if (word) texts.set(word.key, former ? both(former, word) : word);
      if (decision.kind === "does") doings.push({ step: decision.step, key: decision.key, version: line.version, what: decision.what, expires: null });
      if (decision.kind === "asksPerson") for (const doing of doings) if (doing.key === decision.key) doing.expires = decision.until;
      if (decision.kind === "starts") starts.push({ flow: decision.flow, key: `${firstSeq + index}/${place}` });
      if (decision.kind === "halted") halted = decision.reason;
    }
  }
  return { texts: [...texts.values()], doings, starts, halted, hasEnded: steps.some(({ before, after }) => after.ended !== null && before?.ended == null) };
}

/** What was asked for in the same breath is written down all the same. */
function both(former: TextWord, word: TextWord): TextWord {
  if (former.say !== "ask") return word;
  if (word.say === "ask") return { ...word, isNew: former.isNew };
  return word.say === "withdraw" ? word : { ...former, isHeld: word.say === "hold" };
}

/** `before`: what held the run before the decision. `run`: as it left it. */
function wordOf(decision: Decision, { version }: Line, before: Run["blocked"], { blocked }: Run): TextWord | null {
  switch (decision.kind) {
    case "asks": return { say: "ask", key: decision.key, step: decision.step, version, fence: decision.fence, expires: decision.expires, isNew: before?.kind !== "ask" || before.key !== decision.key, isHeld: false };
    case "withdrawn": return { say: "withdraw", key: decision.key };
    case "paused": return blocked?.kind === "ask" ? { say: "hold", key: blocked.key } : null;
    // Overdue ones are asked for again when their time comes, and so is what the gate deferred.
    case "resumed": return decision.until === null && blocked?.kind === "ask" && blocked.until === blocked.expires ? { say: "release", key: blocked.key } : null;
    default: return null;
  }
}
