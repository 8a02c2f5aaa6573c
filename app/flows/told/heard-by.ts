// What a run is told of what happened to its person: only what its version listens for. Whoever is out is told of what may
// still reach a goal, or is an answer to one of its texts.
import type { FlowDefinition } from "../definition.ts";
import { Happening } from "../happening.ts";
import type { About, Heard } from "../ledger.ts";
import { aboutMs } from "../span.ts";
import { OUTCOMES, runHears } from "./listened.ts";

export type Teller = { what: string; fact: string; at: number; about: About; textKey: string | null };
export type Listener = { run: string; endedAt: number | null; definition: FlowDefinition };

export function heardBy({ what, fact, at, about, textKey }: Teller, { run, endedAt, definition }: Listener): Heard | null {
  if (!runHears(definition).has(what)) return null;
  if (what === "changed") return endedAt === null ? { kind: "changed" } : null;
  const event = Happening.safeParse(what);
  if (!event.success) return null;
  const own = `flow/${run}/`;
  const text = textKey?.startsWith(own) ? textKey.slice(own.length) : null;
  const mayMatter = endedAt === null || (text !== null && OUTCOMES.some((each) => each === what)) || definition.goals.some(({ on, within }) => on.event === what && at <= endedAt + aboutMs(within));
  return mayMatter ? { kind: "fact", id: fact, event: event.data, at, about, text } : null;
}

/** That something changed needs no saying twice. */
export const heardOnce = (all: readonly Heard[]): Heard[] => [...new Map(all.map((heard) => [heard.kind === "fact" ? heard.id + heard.event : heard.kind, heard])).values()];
