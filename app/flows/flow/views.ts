// What the screens of flows are handed, each put together by the file of its name (…-view.server.ts, …-screen.server.ts).
import type { Problem } from "../../lib/problem.ts";
import type { Finding } from "../checker.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Names } from "../describe/words.ts";
import type { ReplayView } from "../replay/replay-view.ts";
import type { Step } from "../step.ts";
import type { StepId } from "../step-id.ts";
import type { DiffLine, StepChange } from "./difference.ts";
import type { FlowState } from "./flow.ts";
import type { Activation, Telling } from "./progress.ts";

/** `why`: what the checker says of it on purpose. */
export type TemplateLine = { key: string; name: string; meaning: string; starts: string; steps: { kind: Step["kind"]; says: string }[]; texts: number; lacks: string[]; why: string | null };

/** `problems`: it makes no sense yet; then nothing else is looked at. `worst`: of one person on the dearest way. */
export type CheckedFlow = { problems: Problem[]; findings: Finding[]; worst: { texts: number; parts: number; micros: number } | null };

/** `telling`: what those who are in it are being told, and how many were. */
export type UnderWay = { telling: Pick<Telling, "say" | "told"> | null; activation: (Pick<Activation, "isDone" | "seen" | "let" | "late" | "held"> & { how: Activation["enters"]["how"] }) | null };

export type FlowView = {
  flowId: number; name: string; state: FlowState; problem: string | null; version: number | null; draftRev: number; publishedAt: Date | null; publishedBy: string | null; hasChanges: boolean;
  starts: string[]; ends: string[]; steps: { id: StepId; kind: Step["kind"]; says: string; next: StepId | null; note: string | null; people: number; came: number; sent: number }[];
  /** `entered`: ever. `older`: by a version before the newest. `waiting`: to be let in. */
  entered: number; inIt: number; older: number; waiting: number; replaySeenAt: Date | null; underWay: UnderWay;
};

/** `definition`: what the view is of, the newest version's or the draft's. */
export type FlowOnPage = { view: FlowView; definition: FlowDefinition; names: Names };

export type StepTitle = { id: StepId; kind: Step["kind"]; title: string };

export type FlightLine = { step: StepId; title: string; people: number; to: StepId | null };

export type PublishScreen = {
  flowId: number; name: string; state: FlowState; draftRev: number; again: number | null; version: number | null; isNew: boolean;
  problems: { message: string; step: StepId | null }[]; findings: Finding[]; worst: CheckedFlow["worst"]; changes: StepChange[];
  replay: Pick<ReplayView, "state" | "days" | "seenAt" | "doneAt" | "result"> | null; steps: StepTitle[]; flight: FlightLine[];
  /** As the segments say, or as the replay found them at its end; null: it was not replayed. */
  matching: number | null; isOfSegments: boolean; flows: { flowId: number; name: string }[];
};

/** `to` null: the draft. */
export type VersionsScreen = {
  flowId: number; name: string; state: FlowState; current: number | null; from: number; to: number | null; versions: { version: number; at: Date; by: string | null; people: number }[];
  lines: DiffLine[]; changes: (StepChange & { says: string; people: number })[];
};
