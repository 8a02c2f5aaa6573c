// One person as known at one instant of a replay: their past is put together once for all who ask.
import type { Ask } from "../../segments/ask.ts";
import type { History } from "../../segments/match/history.ts";
import type { PersonFacts } from "../../segments/person.ts";
import type { Facts } from "../facts.ts";
import { factsBy, historyAt } from "../person/person-facts.ts";
import type { Past, Replaying } from "./replaying.ts";

export class PersonAt {
  readonly now: number;
  readonly #replaying: Replaying;
  readonly #past: Past;
  #history: History | null = null;

  constructor(replaying: Replaying, past: Past, now: number) {
    this.#replaying = replaying;
    this.#past = past;
    this.now = now;
  }

  history(): History {
    return (this.#history ??= historyAt(this.#past.person, this.#replaying.ask, this.now));
  }

  facts(run: string | null): Facts {
    const { ask, known, weights } = this.#replaying;
    const facts = factsBy(() => this.history(), this.#past.person, ask, { ...known, texts: this.#past.texts }, run);
    return weights ? { ...facts, weights: weights(this.#past.person.customer.customerId) } : facts;
  }

  leftAt(segment: number): number | null {
    const left = this.#past.person.stays.flatMap(({ segmentId, leftAt }) => (segmentId === segment && leftAt !== null && leftAt.getTime() <= this.now ? [leftAt.getTime()] : []));
    return left.length === 0 ? null : Math.max(...left);
  }

  /** For whoever asks when time alone will turn an answer: of what is known then, as of now. */
  asked(): { person: PersonFacts; ask: Ask } {
    const { past: _, ...ask } = this.#replaying.ask;
    return { person: this.history().person, ask: { ...ask, now: new Date(this.now) } };
  }
}
