// The order of the lines. Grouped: each parent with its children behind it. Not grouped: children
// come some hundreds of lines after their parents, among the children of others, as in real exports.
// Shuffled (a fault): within a batch in any order at all, so that a child may precede its parent.
import type { Branch } from "./bulk-write.ts";
import type { Chance } from "#sandbox/chance.ts";
import type { Shop } from "./shop.ts";

/** Roots written before the children of the batch before them. */
const BATCH = 100;

export type Batch = { text: string; objects: number; roots: number };

export function* bulkLines(shop: Shop, roots: Branch[], groupObjects: boolean, shuffle: Chance | null): Generator<Batch> {
  for (const root of roots) {
    const rows = root.rows(undefined, shop);
    let held: string[] = [];
    for (let at = 0; at < rows.length; at += BATCH) {
      const parents: string[] = [];
      const children: string[][] = [];
      for (const row of rows.slice(at, at + BATCH)) {
        parents.push(root.node.line(row, "", shop));
        children.push(below(root.node.children, row, shop));
      }
      const later = dealt(children);
      if (shuffle) yield batch(shuffled([...parents, ...later], shuffle), parents.length);
      else if (groupObjects) yield batch(parents.flatMap((line, index) => [line, ...(children[index] ?? [])]), parents.length);
      else yield batch([...parents, ...held], parents.length);
      held = groupObjects || shuffle ? [] : later;
    }
    if (held.length > 0) yield batch(held, 0);
  }
}

const batch = (lines: string[], roots: number): Batch => ({ text: lines.join(""), objects: lines.length, roots });

function below(branches: Branch[], source: object, shop: Shop): string[] {
  const lines: string[] = [];
  for (const branch of branches) {
    const rows = branch.rows(source, shop);
    if (rows.length === 0) continue;
    const parentId = branch.parentId(source);
    for (const row of rows) {
      lines.push(branch.node.line(row, parentId, shop));
      if (branch.node.children.length > 0) lines.push(...below(branch.node.children, row, shop));
    }
  }
  return lines;
}

/** One child of each parent in turn, as cards are dealt. */
function dealt(hands: string[][]): string[] {
  const lines: string[] = [];
  const longest = hands.reduce((most, hand) => Math.max(most, hand.length), 0);
  for (let round = 0; round < longest; round++) {
    for (const hand of hands) {
      const line = hand[round];
      if (line !== undefined) lines.push(line);
    }
  }
  return lines;
}

function shuffled(lines: string[], chance: Chance): string[] {
  const mixed = lines.map((line): [number, string] => [chance.real(), line]);
  return mixed.sort(([one], [other]) => one - other).map(([, line]) => line);
}
