// A definition put to one customer: the verdict, the verdict of every leaf with what it saw, and when
// that can change with no new fact. The same meaning as compile.ts.
import type { Ask } from "./ask.ts";
import { type Definition, leavesOf, type Leaf, type Path } from "./definition.ts";
import { breaksOf } from "./match/breaks.ts";
import type { Actual, Evidence, Found } from "./match/found.ts";
import { makeHistory } from "./match/history.ts";
import { findLeaf, verdictOf } from "./match/leaf.ts";
import { askFor, hasOwnDays } from "./own-days.ts";
import type { PersonFacts } from "./person.ts";

export type { Actual, Evidence } from "./match/found.ts";

export type LeafAnswer = {
  path: Path;
  leaf: Leaf;
  /** Of the bare leaf: before a `not` around it, and before its ifUnknown. */
  verdict: boolean | null;
  value: Actual;
  evidence: Evidence[];
  cutoff?: Found["cutoff"];
  nextFlipAt: Date | null;
};

export type Answer = {
  verdict: boolean | null;
  /** The earliest instant at which the verdict may change with no new fact; null = never. Until then it holds. */
  nextFlipAt: Date | null;
  leaves: LeafAnswer[];
};

/**
 * How many instants are tried before the next one is given as the answer, unproven. Where purchases, views and carts fade,
 * each has 24 of them: 100 tries ended before the turn in two answers of five, 400 in none (tests/laws/parity-time.test.ts).
 */
const TRIES_MAX = 400;

export function match(definition: Definition, person: PersonFacts, asked: Ask): Answer {
  const ask = askFor(definition, person, asked);
  const history = makeHistory(person, ask);
  const leaves = leavesOf(definition.node).map(({ leaf, path }) => {
    const found = findLeaf(leaf, history);
    return { path, leaf, ...found, evidence: found.evidence(), nextFlipAt: nextFlip(person, ask, [leaf], found.verdict, (at) => findLeaf(leaf, at).verdict) };
  });
  const verdict = verdictOf(definition.node, history);
  return { verdict, leaves, nextFlipAt: nextFlip(person, ask, leaves.map(({ leaf }) => leaf), verdict, (at) => verdictOf(definition.node, at)) };
}

/** Those of the segments that the person is in: by their pin where there is one, else by the question. */
export function matchesOf<Question extends { segment: number; definition: Definition }>(questions: Question[], person: PersonFacts, ask: Ask): Question[] {
  const history = makeHistory(person, ask);
  return questions.filter(({ segment, definition }) => pinOf(segment, person) ?? verdictOf(definition.node, hasOwnDays(definition) ? makeHistory(person, askFor(definition, person, ask)) : history) === true);
}

/** What the merchant decided of this person by hand (compile/pins.ts); null where the question decides. */
export function pinOf(segment: number, { pins }: PersonFacts): boolean | null {
  const found = pins.find(({ segmentId }) => segmentId === segment);
  return found ? found.side === "in" : null;
}

/** The verdict alone. */
export const verdictFor = (definition: Definition, person: PersonFacts, ask: Ask): boolean | null => verdictOf(definition.node, makeHistory(person, askFor(definition, person, ask)));

function nextFlip(person: PersonFacts, ask: Ask, leaves: Leaf[], verdict: boolean | null, verdictAt: (history: ReturnType<typeof makeHistory>) => boolean | null): Date | null {
  if (ask.past) return null;
  let tries = 0;
  for (let from = ask.now.getTime(); ; ) {
    const history = makeHistory(person, { ...ask, now: new Date(from) });
    const breaks = leaves.map((leaf) => breaksOf(leaf, history));
    const horizon = Math.min(Infinity, ...breaks.map((each) => each.horizon));
    const instants = [...new Set(breaks.flatMap((each) => each.instants))].filter((instant) => instant <= horizon).sort((a, b) => a - b);
    for (const instant of instants) {
      const now = new Date(instant);
      tries += 1;
      if (tries > TRIES_MAX || verdictAt(makeHistory(person, { ...ask, now })) !== verdict) return now;
    }
    if (horizon === Infinity) return null;
    // A look ahead that found nothing is a try too: a question about the hour looks ahead for ever.
    tries += 1;
    if (tries > TRIES_MAX) return new Date(horizon);
    from = horizon;
  }
}
