// How large a flow is drawn.
import type { LaidNode, Size } from "./edit/layout.ts";

export const ZOOM = { min: 0.25, first: 0.6, max: 1.5 };
/** The whole flow, as a button shows it. */
export const FITTED = { padding: 0.15, maxZoom: 1 };
/** Above the start, and below the last step. */
export const MARGIN_PX = 24;
const EASY = 0.8;

/** As much of its width as can still be read. */
export function firstZoom(nodes: readonly LaidNode[], widthPx: number): number {
  const [left, right] = [Math.min(...nodes.map(({ x }) => x)), Math.max(...nodes.map(({ x, width }) => x + width))];
  return Math.max(ZOOM.first, Math.min(1, widthPx / (right - left + 40)));
}

/** The same, and where it stays easy to read as much of its height. */
export function wholeZoom(nodes: readonly LaidNode[], { width, height }: Size): number {
  return Math.min(firstZoom(nodes, width), Math.max(EASY, (height - 2 * MARGIN_PX) / heightOf(nodes)));
}

export const heightOf = (nodes: readonly LaidNode[]): number => Math.max(...nodes.map((node) => node.y + node.height)) - Math.min(...nodes.map(({ y }) => y));
