// The looks that triggers have set for one person, and what they make of what is told (told/meet.ts).
import type { Trigger } from "../trigger.ts";
import { look, meet, meetAlone } from "../told/meet.ts";
import type { Met, Watch } from "../told/told-fact.ts";
import type { About } from "../ledger.ts";
import { triggerHears } from "../told/listened.ts";
import type { Told } from "./past.ts";
import type { PersonAt } from "./person-at.ts";

export type Entry = { trigger: number; fact: string; at: number; about: About };

export type Standing = { trigger: number; watch: Watch };

export class Watches {
  readonly #triggers: readonly { trigger: Trigger; hears: ReadonlySet<string>; watches: Map<string, Watch> }[];

  constructor(triggers: readonly Trigger[]) {
    this.#triggers = triggers.map((trigger) => ({ trigger, hears: new Set(triggerHears(trigger)), watches: new Map() }));
  }

  next(): number {
    return Math.min(Infinity, ...this.#triggers.flatMap(({ watches }) => [...watches.values()].map(({ dueAt }) => dueAt)));
  }

  /** Looks that are due yet. */
  standing(): Standing[] {
    return this.#triggers.flatMap(({ watches }, trigger) => [...watches.values()].map((watch) => ({ trigger, watch })));
  }

  /** What is told after a fact is as if it had not come. */
  tell(told: readonly Told[], person: PersonAt): Entry[] {
    return told.flatMap((fact, index) => this.#triggers.flatMap(({ trigger, hears, watches }, place) => {
      if (!hears.has(fact.what)) return [];
      const met = meetAlone(trigger, fact) ?? meet(trigger, fact, { facts: person.facts(null), history: person.history(), watches: [...watches.values()], untold: new Set(told.slice(index + 1).map((each) => each.fact)) });
      return this.#apply(place, met);
    }));
  }

  look(now: number, person: PersonAt): Entry[] {
    return this.#triggers.flatMap(({ trigger, watches }, place) => [...watches.values()].filter(({ dueAt }) => dueAt <= now).flatMap((watch) => {
      watches.delete(watch.key);
      return this.#apply(place, look(trigger, watch, { facts: person.facts(null), history: person.history(), watches: [], untold: new Set() }));
    }));
  }

  #apply(trigger: number, met: readonly Met[]): Entry[] {
    const watches = this.#triggers[trigger]?.watches ?? new Map<string, Watch>();
    return met.flatMap((each) => {
      if (each.does === "enter") return [{ trigger, fact: each.fact, at: each.at, about: each.about }];
      if (each.does === "watch") watches.set(each.watch.key, each.watch);
      else for (const watch of [...watches.values()]) if ((each.key === null || watch.key === each.key) && watch.at <= each.until) watches.delete(watch.key);
      return [];
    });
  }
}
