// A text of a run: asked for once, answered by the gate outside, asked for again where it had to wait. Its key makes it one
// text, whatever dies in between.
import { hasGone } from "./fold.ts";
import type { HeardOf } from "./ledger.ts";
import { exitNow } from "./listen.ts";
import { end, go, isOver, type Pen, placeOf } from "./pen.ts";
import { after } from "./span.ts";
import type { StepOf } from "./step.ts";

type Send = StepOf<"send">;

/** Why it is not asked for at all; null: it is. */
function whyNot(pen: Pen, step: Send): string | null {
  const { control, expire } = pen.run();
  if (hasGone(pen.run(), step.id)) return "sentBefore";
  if (control && step.to === "person") return "control";
  if (expire) return "expired";
  const { when, recheck } = pen.flow.entry;
  if (when && recheck !== "never" && pen.ask.holds("entry", when) !== true) return "filteredOut";
  return step.picks > 0 && pen.ask.picks(step.id) < step.picks ? "fewPicks" : null;
}

export function enterSend(pen: Pen, step: Send, pass: number): void {
  if (exitNow(pen, true)) return;
  const key = `${step.id}/${pass}`;
  const why = whyNot(pen, step);
  if (why === null) return ask(pen, step, key, pen.now, after(pen.now, step.expires, "UTC"));
  pen.write({ kind: "skipped", step: step.id, key, reason: why });
  if (why === "control" || why === "sentBefore") go(pen, step.next, pen.run().base);
  else skipped(pen, step);
}

const ask = (pen: Pen, step: Send, key: string, first: number, expires: number): void => pen.write({ kind: "asks", step: step.id, key, first, expires, until: expires, fence: pen.run().fence + 1 });

/** Its time has come again, or is over. */
export function textDue(pen: Pen, step: Send): void {
  const { blocked, expire } = pen.run();
  if (blocked?.kind !== "ask") return;
  const { key, first, expires } = blocked;
  if (exitNow(pen, true)) return;
  if (pen.now < expires && !expire) return ask(pen, step, key, first, expires);
  pen.write({ kind: "withdrawn", step: step.id, key, reason: "expired" });
  pen.write({ kind: "skipped", step: step.id, key, reason: "expired" });
  skipped(pen, step);
}

export function answered(pen: Pen, answer: HeardOf<"answer">): void {
  const { blocked, sent } = pen.run();
  const step = isOver(pen) ? null : placeOf(pen)?.step;
  if (step?.kind !== "send" || blocked?.kind !== "ask" || blocked.key !== answer.key) {
    if (answer.verdict === "sent" && sent[answer.key] === undefined) sentLate(pen, answer);
    return;
  }
  // A text that went has gone, whichever asking it was; of all else an answer to a former asking, or a second one, is stale.
  if (answer.verdict !== "sent" && (answer.fence !== blocked.fence || blocked.halted)) return;
  switch (answer.verdict) {
    case "sent": {
      const isKept = step.spacing === "kept";
      const at = Math.max(answer.at, blocked.first);
      pen.write({ kind: "sent", step: step.id, key: answer.key, at: answer.at, lag: isKept ? at - blocked.first : 0, base: isKept ? at : blocked.first, late: false });
      return go(pen, step.next, pen.run().base);
    }
    case "defer": {
      const until = Math.max(answer.until ?? pen.now, pen.now + 1);
      if (until < blocked.expires) return pen.write({ kind: "deferred", step: step.id, key: answer.key, reason: answer.reason, until, fence: pen.run().fence + 1 });
      pen.write({ kind: "skipped", step: step.id, key: answer.key, reason: "expired" });
      return skipped(pen, step);
    }
    case "skip": {
      pen.write({ kind: "skipped", step: step.id, key: answer.key, reason: answer.reason });
      return skipped(pen, step);
    }
    case "halt": return pen.write({ kind: "halted", step: step.id, key: answer.key, reason: answer.reason });
    default: return answer.verdict satisfies never;
  }
}

/** It had gone before we could take it back: that is kept. Where its step is asked for anew meanwhile, nobody gets it twice. */
function sentLate(pen: Pen, { key, at }: HeardOf<"answer">): void {
  pen.write({ kind: "sent", step: stepOf(key), key, at, lag: 0, base: at, late: true });
  const step = isOver(pen) ? null : placeOf(pen)?.step;
  const { blocked, base } = pen.run();
  if (step?.kind !== "send" || blocked?.kind !== "ask" || !hasGone(pen.run(), step.id)) return;
  pen.write({ kind: "withdrawn", step: step.id, key: blocked.key, reason: "sentBefore" });
  pen.write({ kind: "skipped", step: step.id, key: blocked.key, reason: "sentBefore" });
  go(pen, step.next, base);
}

const stepOf = (key: string): string => key.slice(0, key.lastIndexOf("/"));

function skipped(pen: Pen, step: Send): void {
  if (step.onSkip === "exit") end(pen, "neverSent");
  else go(pen, step.onSkip === "go" ? step.skipTo : step.next, Math.max(pen.run().base, pen.now));
}
