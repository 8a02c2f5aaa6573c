// What triggers decide about a set of people, in order: whom to start, and which looks stand at the end.
import type { NewEntry } from "./entry.ts";
import type { Met, Watch } from "./told-fact.ts";
import type { NewWatch, WatchName, WatchRow } from "./watch.ts";

type Place = { flow: number; version: number; trigger: number; customer: string };

const nameOf = ({ flow, trigger, customer, key }: WatchName) => `${flow}/${trigger}/${customer}/${key}`;
const placeOf = (flow: number, trigger: number, customer: string) => `${flow}/${trigger}/${customer}`;

export class Armed {
  readonly entries: NewEntry[] = [];
  readonly #kept = new Map<string, Map<string, NewWatch>>();
  readonly #before: readonly WatchRow[];
  readonly #touched = new Set<string>();

  constructor(before: readonly WatchRow[]) {
    this.#before = before;
    for (const watch of before) this.#at(placeOf(watch.flow, watch.trigger, watch.customer)).set(watch.key, watch);
  }

  #at(place: string): Map<string, NewWatch> {
    const found = this.#kept.get(place) ?? new Map<string, NewWatch>();
    this.#kept.set(place, found);
    return found;
  }

  of(flow: number, trigger: number, customer: string): Watch[] {
    return [...this.#at(placeOf(flow, trigger, customer)).values()].map(({ key, at, dueAt, about, detail }) => ({ key, at: at.getTime(), dueAt: dueAt.getTime(), about, detail }));
  }

  add({ flow, version, trigger, customer }: Place, met: readonly Met[]): void {
    const watches = this.#at(placeOf(flow, trigger, customer));
    for (const each of met) {
      if (each.does === "enter") this.entries.push({ flow, trigger, customer, fact: each.fact, at: new Date(each.at), about: each.about });
      else if (each.does === "watch") {
        const watch = { ...each.watch, flow, version, trigger, customer, at: new Date(each.watch.at), dueAt: new Date(each.watch.dueAt) };
        watches.set(watch.key, watch);
        this.#touched.add(nameOf(watch));
      } else for (const watch of watches.values()) if ((each.key === null || watch.key === each.key) && watch.at.getTime() <= each.until) watches.delete(watch.key);
    }
  }

  /** Armed anew. */
  standing(): NewWatch[] {
    return [...this.#kept.values()].flatMap((all) => [...all.values()]).filter((watch) => this.#touched.has(nameOf(watch)));
  }

  gone(): WatchName[] {
    return this.#before.filter(({ flow, trigger, customer, key }) => !this.#at(placeOf(flow, trigger, customer)).has(key));
  }
}
