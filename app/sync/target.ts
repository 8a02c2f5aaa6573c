// A segment that is kept the same on a platform: whom to add, whom to remove, and when to ask the merchant first. The
// difference is that of mirror.ts; what comes with a platform is that a person is known there by a phone or an email,
// which may be another customer's too, and may change.
import { z } from "zod";
import { hours, later } from "../lib/time.ts";
import type { ConnectionSettings } from "../platforms/connection.ts";
import { decide as decideTag } from "./mirror.ts";

/** first: nothing is told of while it fills. waiting: for the merchant's yes. */
export const TargetState = z.enum(["first", "on", "waiting", "paused", "broken", "removing"]);
export type TargetState = z.infer<typeof TargetState>;

export const TargetMemberState = z.enum(["adding", "held", "removing", "refused", "skipped"]);
export type TargetMemberState = z.infer<typeof TargetMemberState>;

/** Why we do not name somebody to a platform. */
export const SKIPPED = {
  nameless: "Neither a phone nor an email is known.",
  phone: "Another customer has the same phone, and a platform knows one person by it.",
  email: "Another customer has the same email, and a platform knows one person by it.",
} as const;
export type Skip = keyof typeof SKIPPED;

/** Added, as far as anybody knows: they are added once more, or removed where they are wanted no longer. */
export const UNSURE = "It is not known whether the platform has this person.";

export type Beside = {
  wanted: boolean;
  skip: Skip | null;
  state: TargetMemberState | null;
  reason: string | null;
  /** The platform knows them by another phone or email than they have now. */
  moved: boolean;
  /** Somebody else who is wanted is there, or is being added, by the phone or email that the platform knows them by. */
  shared: boolean;
  /** Somebody else is there, or is being moved, by the phone or email that they have now: their turn comes first. */
  blocked: boolean;
};

export type TargetStep = "add" | "remove" | "forget" | "skip" | "nothing";

export function decideTarget({ wanted, skip, state, reason, moved, shared, blocked }: Beside): TargetStep {
  if (state === "adding" || state === "removing") return "nothing";
  if (state === "skipped" || state === null) {
    if (!wanted) return state === null ? "nothing" : "forget";
    if (skip !== null) return state !== null && reason === SKIPPED[skip] ? "nothing" : "skip";
    return blocked ? "nothing" : "add";
  }
  const isWanted = wanted && skip === null;
  const isUnsure = state === "held" && reason === UNSURE;
  const decided = decideTag(isWanted, PLACE, { state, tag: moved ? MOVED : PLACE, problem: isUnsure ? null : reason });
  const step = isUnsure && decided === "nothing" ? "add" : decided;
  if (step === "add" && blocked) return "nothing";
  if (step !== "remove" || !shared) return step;
  // They stay there as somebody else, who is there already or is being added.
  if (isWanted) return blocked ? "nothing" : "add";
  return wanted ? "skip" : "forget";
}

const [PLACE, MOVED] = ["here", "elsewhere"];

/** What the limit counts over: a change in many small parts is one change all the same. */
const WINDOW_MS = hours(1);
export const isNewWindow = (windowAt: Date | null, now: Date) => windowAt === null || later(windowAt, WINDOW_MS) <= now;

type Counted = { adds: number; removes: number; allowedAdd: number; allowedRemove: number; /** Of this hour. */ moved: number; people: number };
type LimitOf = Pick<ConnectionSettings, "limitShare" | "limitPeople">;

/** More than the merchant's share and more than so many people at once, beyond what they said yes to. */
export function mustAsk({ adds, removes, allowedAdd, allowedRemove, moved, people }: Counted, { limitShare, limitPeople }: LimitOf): boolean {
  const beyond = Math.max(0, adds - allowedAdd) + Math.max(0, removes - allowedRemove);
  const total = moved + beyond;
  return beyond > 0 && total > limitPeople && total > limitShare * people;
}

/** The number of a move, for what is told of it: a stay has two. */
export const movesOf = (stay: number, op: "add" | "remove") => stay * 2 - (op === "add" ? 1 : 0);

/** Causes of a stay's beginning or end that are nobody's doing just now. */
export const QUIET_CAUSES: readonly string[] = ["first", "edit", "merge", "import", "sync"];
