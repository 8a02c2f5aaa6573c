// For one customer and one question: which conditions would have to turn, and how each of them could.
import { type Change, changeOf } from "./change.ts";
import type { Ask } from "./ask.ts";
import { type Definition, leavesOf } from "./definition.ts";
import type { Answer } from "./match.ts";
import { makeHistory } from "./match/history.ts";
import type { PersonFacts } from "./person.ts";
import { keyOf, smallestChange, type Turn } from "./smallest.ts";

export type Way = Turn & { change: Change };
/** blocked: where nothing could flip them, the reasons. */
export type Smallest = { ways: Way[] } | { blocked: Extract<Change, { kind: "never" }>["why"][] };

export function smallestFor({ node }: Definition, answer: Answer, person: PersonFacts, ask: Ask): Smallest {
  const history = makeHistory(person, ask);
  const flips = new Map(answer.leaves.map(({ path, nextFlipAt }) => [keyOf(path), nextFlipAt]));
  const changes = new Map<string, Change>();
  const change = (leaf: Turn["leaf"], path: Turn["path"], to: boolean): Change => {
    const key = `${keyOf(path)} ${to}`;
    const found = changes.get(key) ?? changeOf(leaf, to, history, flips.get(keyOf(path)) ?? null);
    changes.set(key, found);
    return found;
  };
  const turns = smallestChange(node, answer.leaves, (leaf, path, to) => {
    const { kind } = change(leaf, path, to);
    return kind === "never" ? null : kind === "wait" ? 1 : 0;
  });
  if (turns) return { ways: turns.map((turn) => ({ ...turn, change: change(turn.leaf, turn.path, turn.to) })) };
  const all = leavesOf(node).flatMap(({ leaf, path }) => [true, false].map((to) => change(leaf, path, to)));
  return { blocked: [...new Set(all.flatMap((each) => (each.kind === "never" ? [each.why] : [])))] };
}
