// When time alone may change what a condition says of a person: runs that wait for it are looked at again then.
import type { Ask } from "../../segments/ask.ts";
import type { Node } from "../../segments/definition.ts";
import { match } from "../../segments/match.ts";
import type { PersonFacts } from "../../segments/person.ts";

/** Null: never, or nobody knows the person. */
export const flipsAt = (person: PersonFacts | undefined, ask: Ask, node: Node, now: number): number | null =>
  person ? (match({ version: 1, node }, person, { ...ask, now: new Date(now) }).nextFlipAt?.getTime() ?? null) : null;
