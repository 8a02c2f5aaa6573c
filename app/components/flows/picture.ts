// A flow as its page draws it: laid out as in the editor, on the server, so that the page knows how much room it takes.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { triggerWords } from "#app/flows/describe/trigger.ts";
import { capital, type Names } from "#app/flows/describe/words.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { type LaidEdge, type LaidNode, layoutOf, pathThrough, type Point, type Size, sizeOf } from "../flow-editor/edit/layout.ts";
import { linesOf, titleOf } from "../flow-editor/step-words.ts";
import { heightOf, MARGIN_PX, wholeZoom } from "../flow-editor/zoom.ts";

export type Way = Pick<LaidEdge, "id" | "source" | "target" | "label"> & { path: string; middle: Point; isBack: boolean };
export type Picture = { starts: string[]; cards: { id: StepId; title: string; lines: string }[]; nodes: LaidNode[]; ways: Way[]; heightPx: number };

/** About what the page has for it, at most. */
const ROOM: Size = { width: 600, height: 720 };
/** With a line of numbers below the title. */
const LOW: Size = { width: 264, height: 64 };
const START = { width: 320, titlePx: 72, rowPx: 22, charsARow: 42, rowsMax: 6 };

const boxOf = (step: Step): Size => (sizeOf(step).height < LOW.height ? LOW : sizeOf(step));

/** `messages`: the names of the saved ones. */
export function pictureOf(definition: FlowDefinition, names: Names, messages: ReadonlyMap<number, string>): Picture {
  const starts = definition.triggers.slice(0, START.rowsMax).map((trigger, index) => (index === 0 ? capital(triggerWords(trigger, names)) : `or ${triggerWords(trigger, names)}`));
  const rows = starts.reduce((sum, { length }) => sum + (length > START.charsARow ? 2 : 1), 0);
  const { nodes, edges } = layoutOf(definition, { step: boxOf, start: { width: START.width, height: START.titlePx + START.rowPx * rows }, belowPx: 24, wayPx: { plain: 12, named: 28 } });
  return {
    starts, nodes,
    cards: definition.steps.map((step) => ({ id: step.id, title: titleOf(step), lines: linesOf(step, names, (id) => messages.get(id) ?? null) })),
    ways: edges.map(({ place, points, ...edge }) => ({ ...edge, path: pathThrough(points), isBack: place === null })),
    heightPx: Math.min(ROOM.height, Math.ceil(heightOf(nodes) * wholeZoom(nodes, ROOM)) + 2 * MARGIN_PX),
  };
}
