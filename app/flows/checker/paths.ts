// Every way through a flow with the earliest instant of each promotional text, or other step that is asked for, on it: what could happen to somebody for whom
// everything happens as soon as it can.
import type { FlowDefinition } from "../definition.ts";
import { type Edge, edgesOf, stepsById } from "../graph.ts";
import { aboutMs } from "../span.ts";
import type { Step } from "../step.ts";
import type { StepId } from "../step-id.ts";

/** Beyond so many steps walked the answer is not sure, and is said so. */
export const WALKED_MAX = 50_000;

export type Sends = readonly { step: StepId; atMs: number }[];
type Place = { step: StepId; atMs: number; /** When the parcel came, where a wait for it was passed. */ deliveredMs: number | null; sends: Sends; backs: Readonly<Record<StepId, number>> };

/** `onPath` is handed each whole way once. False: there are too many ways. */
export function eachPath(definition: FlowDefinition, counts: (step: Step) => boolean, onPath: (sends: Sends) => void): boolean {
  const byId = stepsById(definition);
  const open: Place[] = [{ step: definition.first, atMs: 0, deliveredMs: null, sends: [], backs: {} }];
  for (let walked = 0; open.length > 0; walked += 1) {
    const place = open.pop();
    const step = place && byId.get(place.step);
    if (walked >= WALKED_MAX) return false;
    if (!place || !step) continue;
    const sends = counts(step) ? [...place.sends, { step: step.id, atMs: place.atMs }] : place.sends;
    const ways = waysOf(step, place);
    if (ways.every(({ to }) => to === null)) onPath(sends);
    for (const edge of ways) if (edge.to !== null) open.push({ ...passed(step, edge, place), step: edge.to, sends, backs: edge.back ? { ...place.backs, [step.id]: (place.backs[step.id] ?? 0) + 1 } : place.backs });
  }
  return true;
}

/** A goTo goes back as often as it may, and then on. */
function waysOf(step: Step, { backs }: Place): Edge[] {
  const edges = edgesOf(step);
  return step.kind === "goTo" ? edges.filter(({ back }) => back === (backs[step.id] ?? 0) < step.times) : edges;
}

function passed(step: Step, edge: Edge, { atMs, deliveredMs }: Place): Pick<Place, "atMs" | "deliveredMs"> {
  if (edge.way === "otherwise" && "within" in step && step.within) return { atMs: atMs + aboutMs(step.within), deliveredMs };
  if (step.kind !== "wait") return { atMs, deliveredMs };
  if (step.how === "span") return { atMs: step.from === "here" ? atMs + aboutMs(step.span) : Math.max(atMs, aboutMs(step.span)), deliveredMs };
  if (step.how !== "delivery") return { atMs, deliveredMs };
  const came = deliveredMs ?? atMs;
  return { atMs: Math.max(atMs, came + (step.plus ? aboutMs(step.plus) : 0)), deliveredMs: came };
}
