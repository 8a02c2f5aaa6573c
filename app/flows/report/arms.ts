// What runs of each arm of a split came to, each against the first arm: of runs, since the lot is drawn once for each.
import type { StepId } from "../step-id.ts";
import { type Difference, shareDifference } from "./interval.ts";
import { definitionOf, type Known, type Counted } from "./known.ts";
import { pathLabel } from "./step-title.ts";

export type ArmFigure = { did: number; /** Against the first arm; null: not enough data. */ difference: Difference | null };
export type Arm = { name: string; drew: number; clicked: ArmFigure; replied: ArmFigure; optedOut: ArmFigure; goals: ({ label: string } & ArmFigure)[] };
/** `isTest`: of an experiment, which has intervals of its own that hold however often somebody looks; these hold for one look. */
export type Arms = { step: StepId; isTest: boolean; arms: Arm[] }[];

type Sums = { name: string; drew: number; clicked: number; replied: number; optedOut: number; goals: Map<string, number> };

export function armsOf(known: Known): Arms {
  const ids = [...new Set(known.versions.flatMap(({ definition }) => definition.steps.flatMap(({ id, kind }) => (kind === "split" || kind === "experiment" ? [id] : []))))];
  return ids.flatMap((step) => {
    const sums = sumsAt(known, step);
    const [first] = sums;
    const isTest = known.versions.some(({ definition }) => definition.steps.some(({ id, kind }) => id === step && kind === "experiment"));
    return first ? [{ step, isTest, arms: sums.map((each) => armOf(each, isTest ? each : first)) }] : [];
  });
}

const DREW = new Set<Counted["what"]>(["drew", "drewClicked", "drewReplied", "drewOptedOut", "drewReached"]);

/** In the order of the newest version; the control group gets no texts in any arm, and is left out. */
function sumsAt(known: Known, id: StepId): Sums[] {
  const stepOf = (version: number) => definitionOf(known, version)?.steps.find((step) => step.id === id);
  const sums = new Map<string, Sums>();
  for (const { version, definition } of known.versions) {
    const step = definition.steps.find((each) => each.id === id);
    if (step?.kind === "split" || step?.kind === "experiment") step.arms.forEach((_, path) => sumOf(sums, pathLabel(stepOf(version), path)));
  }
  for (const { step, what, version, reason, count, control } of known.counts) {
    if (step !== id || control || !DREW.has(what)) continue;
    const [path = "", goal] = reason.split("/");
    const sum = sumOf(sums, pathLabel(stepOf(version), Number(path)));
    if (what === "drew") sum.drew += count;
    if (what === "drewClicked") sum.clicked += count;
    if (what === "drewReplied") sum.replied += count;
    if (what === "drewOptedOut") sum.optedOut += count;
    const label = definitionOf(known, version)?.goals[Number(goal)]?.label;
    if (what === "drewReached" && label !== undefined) sum.goals.set(label, (sum.goals.get(label) ?? 0) + count);
  }
  return [...sums.values()];
}

function sumOf(sums: Map<string, Sums>, name: string): Sums {
  const known = sums.get(name) ?? { name, drew: 0, clicked: 0, replied: 0, optedOut: 0, goals: new Map<string, number>() };
  sums.set(name, known);
  return known;
}

function armOf(sums: Sums, first: Sums): Arm {
  const figure = (of: (sums: Sums) => number): ArmFigure => ({
    did: of(sums), difference: sums === first ? null : shareDifference({ people: sums.drew, did: of(sums) }, { people: first.drew, did: of(first) }),
  });
  return {
    name: sums.name, drew: sums.drew, clicked: figure(({ clicked }) => clicked), replied: figure(({ replied }) => replied), optedOut: figure(({ optedOut }) => optedOut),
    goals: [...new Set([...first.goals.keys(), ...sums.goals.keys()])].sort().map((label) => ({ label, ...figure(({ goals }) => goals.get(label) ?? 0) })),
  };
}
