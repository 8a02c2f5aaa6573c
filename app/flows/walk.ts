// From step to step until something holds the run. Every loop of a flow holds everybody for an hour at least (check.ts), so
// a walk ends; what would not is ended as our own fault, and said so.
import { enterBranch, enterSplit } from "./branches.ts";
import { STEPS_MAX } from "./definition.ts";
import { enterWait } from "./pauses.ts";
import { end, go, isOver, lastAt, type Pen, placeOf } from "./pen.ts";
import { after } from "./span.ts";
import type { Step } from "./step.ts";
import { enterSend } from "./texts.ts";

/** Overdue loops after a long pause come round more than once. */
export const WALKED_MAX = STEPS_MAX * 20;

export function walk(pen: Pen): void {
  for (let walked = 0; !isOver(pen) && !pen.run().isPaused && pen.run().blocked === null; walked += 1) {
    const place = placeOf(pen);
    if (!place) return;
    if (walked >= WALKED_MAX) return end(pen, "tooManySteps");
    if (pen.now >= lastAt(pen)) return end(pen, "timeLimit");
    enter(pen, place.step, place.pass);
  }
}

function enter(pen: Pen, step: Step, pass: number): void {
  const { base, control } = pen.run();
  switch (step.kind) {
    case "send": return enterSend(pen, step, pass);
    case "wait": return enterWait(pen, step, pass);
    case "branch": return enterBranch(pen, step, pass);
    case "split": case "experiment": return enterSplit(pen, step);
    case "update": case "coupon": case "call": case "alert": {
      const key = `${step.id}/${pass}`;
      pen.write(control ? { kind: "leavesOut", step: step.id, key, reason: "control" } : { kind: "does", step: step.id, key, what: step.kind });
      return go(pen, step.next, base);
    }
    case "approval": {
      const key = `${step.id}/${pass}`;
      if (control) {
        pen.write({ kind: "leavesOut", step: step.id, key, reason: "control" });
        return go(pen, step.next, base);
      }
      pen.write({ kind: "does", step: step.id, key, what: "approval" });
      return pen.write({ kind: "asksPerson", step: step.id, key, until: Math.min(after(pen.now, step.within, "UTC"), lastAt(pen)), fence: pen.run().fence + 1 });
    }
    case "goTo": {
      const times = (pen.run().backs[step.id] ?? 0) + 1;
      if (times > step.times) return go(pen, step.next, base);
      pen.write({ kind: "back", step: step.id, times });
      return go(pen, step.to, base);
    }
    case "join": return go(pen, step.next, base);
    case "end": return end(pen, "finished", step.label);
    default: return step satisfies never;
  }
}
