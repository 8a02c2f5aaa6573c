// What of a canvas is in sight: at first the start, and whatever is brought there.
import { useReactFlow } from "@xyflow/react";
import { type RefObject, useEffect } from "react";
import type { LaidNode, Size } from "./edit/layout.ts";
import { MARGIN_PX } from "./zoom.ts";

/** Room for the button that stands on the way behind a step. */
const BEHIND_PX = 90;

/** The start at the top. `coveredPx`: by what lies over the left. `zoomOf`: of what is left of the frame. */
export function useFirstView(frame: RefObject<HTMLDivElement | null>, nodes: readonly LaidNode[], coveredPx: number, zoomOf: (nodes: readonly LaidNode[], room: Size) => number): void {
  const canvas = useReactFlow();
  useEffect(() => {
    const start = nodes.find(({ is }) => is === "start");
    const { clientWidth: width, clientHeight: height } = frame.current ?? { clientWidth: 0, clientHeight: 0 };
    if (!start || width === 0) return;
    const zoom = zoomOf(nodes, { width: width - coveredPx, height });
    void canvas.setViewport({ zoom, x: (width + coveredPx) / 2 - (start.x + start.width / 2) * zoom, y: MARGIN_PX - start.y * zoom });
    // Once: from then on it is where the merchant put it.
  }, []);
}

export function useIntoSight(frame: RefObject<HTMLDivElement | null>, nodes: readonly LaidNode[], coveredPx: number): (id: string | null) => void {
  const canvas = useReactFlow();
  return (id) => {
    const node = nodes.find((each) => each.id === id);
    const box = frame.current;
    if (!node || !box) return;
    const { x, y, zoom } = canvas.getViewport();
    const [left, top] = [node.x * zoom + x, node.y * zoom + y];
    const isSeen = left >= coveredPx && top >= 0 && left + node.width * zoom <= box.clientWidth && top + (node.height + BEHIND_PX) * zoom <= box.clientHeight;
    const middle = { x: (box.clientWidth + coveredPx) / 2 - (node.x + node.width / 2) * zoom, y: box.clientHeight / 2 - (node.y + node.height / 2) * zoom };
    if (!isSeen) void canvas.setViewport({ ...middle, zoom }, { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200 });
  };
}
