// The people who are foretold to enter or leave, a page at a time in the order of days, each with the instant
// at which match.ts says it will be.
import { z } from "zod";
import { CustomerId, type ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import type { Ask } from "./ask.ts";
import type { Flip, Foretold } from "./coming.ts";
import { namedCustomers } from "./coming-rows.server.ts";
import type { Definition } from "./definition.ts";
import { readPeople } from "./facts.server.ts";
import { match } from "./match.ts";
import { EVERYTHING, needsOf } from "./needs.ts";
import type { PersonFacts, StayFacts } from "./person.ts";
import { type CustomerLine, listNamed, PAGE_MAX, type Page } from "./search-rows.server.ts";

export type Comer = CustomerLine & { day: number; /** Null where no one instant can be told: it hangs on another segment's day. */ at: Date | null };
export type Asked = { definition: Definition; ask: Ask; instants: Date[]; others: { segment: number; foretold: Foretold }[] };

/** Within a day nobody flips more often than that and is still worth an instant. */
const TURNS_MAX = 50;

/** `flips` are those asked for, in any order; `after` is the `next` of the page before. */
export async function whoComes(world: World, shop: ShopId, asked: Asked, flips: Flip[], after?: string): Promise<Page<Comer>> {
  const key = readKey(after);
  const sorted = flips.filter((flip) => key === null || compare(flip, key) > 0).toSorted(compare);
  const page = sorted.slice(0, PAGE_MAX);
  const ids = [...new Set(page.map(({ customer }) => CustomerId.parse(customer)))];
  const lines = new Map((await listNamed(world, shop, namedCustomers(ids), {})).lines.map((line) => [String(line.customerId), line]));
  const people = new Map((await readPeople(world, shop, ids, { ...EVERYTHING, kinds: needsOf([asked.definition]).kinds })).map((person) => [person.customer.customerId, withForetold(person, asked.others)]));
  const last = page.at(-1);
  return {
    lines: page.flatMap((flip) => {
      const [line, person] = [lines.get(flip.customer), people.get(flip.customer)];
      return line && person ? [{ ...line, day: flip.day, at: instantOf(flip, person, asked) }] : [];
    }),
    next: sorted.length > PAGE_MAX && last ? `${last.day}-${last.customer}` : null,
  };
}

const compare = (a: Pick<Flip, "day" | "customer">, b: Pick<Flip, "day" | "customer">) => a.day - b.day || (a.customer === b.customer ? 0 : BigInt(a.customer) < BigInt(b.customer) ? -1 : 1);

const Key = z.string().regex(/^\d{1,3}-[1-9]\d{0,18}$/);
function readKey(after: string | undefined): Pick<Flip, "day" | "customer"> | null {
  const read = Key.safeParse(after);
  const [day, customer] = read.success ? read.data.split("-") : [];
  return day === undefined || customer === undefined ? null : { day: Number(day), customer };
}

/** The last turn of the day, which is how the day ends. */
function instantOf({ day }: Flip, person: PersonFacts, { definition, ask, instants }: Asked): Date | null {
  const end = instants[day + 1];
  let found: Date | null = null;
  for (let now = instants[day], turns = 0; now && end && turns < TURNS_MAX; turns += 1) {
    const { nextFlipAt } = match(definition, person, { ...ask, now });
    if (nextFlipAt === null || nextFlipAt > end) break;
    found = nextFlipAt;
    now = nextFlipAt;
  }
  return found;
}

function withForetold(person: PersonFacts, others: Asked["others"]): PersonFacts {
  const { customerId } = person.customer;
  const ended = new Map(others.flatMap(({ segment, foretold }) => foretold.ended.filter(({ customer }) => customer === customerId).map(({ at }): [number, Date] => [segment, at])));
  const begun = others.flatMap(({ segment, foretold }) => foretold.begun.filter(({ customer }) => customer === customerId).map(({ at, leftAt }, place): StayFacts => ({ segmentId: segment, stay: 1_000_000 + place, enteredAt: at, leftAt })));
  return { ...person, stays: [...person.stays.map((stay) => (stay.leftAt === null ? { ...stay, leftAt: ended.get(stay.segmentId) ?? null } : stay)), ...begun] };
}
