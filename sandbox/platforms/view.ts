// What an account holds, told in one way for all platforms: for laws, for pages, and to look at.
import type { Account } from "./account.ts";
import type { ConsentState, Person } from "./people.ts";

export type Seen = { platformId: string; phone: string | null; email: string | null };
export type View = {
  id: string; name: string; platform: string; revoked: boolean;
  /** Lists and segments; values of array properties as "property:value"; true attributes and tags by their name. */
  places: { ref: string; name: string; members: Seen[] }[];
  people: (Seen & { externalId: string | null; tags: string[]; properties: Record<string, unknown> })[];
  /** By phone, else email, else id. Sync must never change it. */
  consent: Record<string, { sms: ConsentState; email: ConsentState }>;
  events: { name: string; person: Seen; at: string; properties: Record<string, unknown>; silent: boolean; uniqueId: string | null }[];
  messages: { id: string; to: string; from: string; body: string; direction: "in" | "out"; status: string; code: number | null }[];
  hooks: { id: string; url: string; topics: string[]; disabled: boolean }[];
  attempts: Account["attempts"];
  calls: Account["calls"];
  onTheirWay: number;
};

const seen = ({ id, phone, email }: Person): Seen => ({ platformId: id, phone, email });

export function view(account: Account): View {
  const people = [...account.people.byId.values()];
  const byId = (id: string): Seen => {
    const person = account.people.byId.get(id);
    return person ? seen(person) : { platformId: id, phone: null, email: null };
  };
  return {
    id: account.id, name: account.name, platform: account.platform, revoked: account.revoked,
    places: [...[...account.places.values()].filter(({ archived }) => !archived).map(({ ref, name, members }) => ({ ref, name, members: [...members.keys()].map(byId) })), ...grouped(people)],
    people: people.map((person) => ({ ...seen(person), externalId: person.externalId, tags: person.tags, properties: person.properties })),
    consent: Object.fromEntries(people.map((person) => [person.phone ?? person.email ?? person.id, { sms: person.sms.state, email: person.email_.state }])),
    events: account.events.map(({ name, personId, atMs, properties, silent, uniqueId }) => ({ name, person: byId(personId), at: new Date(atMs).toISOString(), properties, silent, uniqueId })),
    messages: [...account.messages.values()].map(({ id, to, from, body, direction, status, code }) => ({ id, to, from, body, direction, status, code })),
    hooks: [...account.hooks.values()].map(({ id, url, topics, disabledMs }) => ({ id, url, topics, disabled: disabledMs !== null })),
    attempts: account.attempts, calls: account.calls, onTheirWay: account.deliveries.length,
  };
}

function grouped(people: Person[]): View["places"] {
  const places = new Map<string, Seen[]>();
  for (const person of people) {
    const refs = [...person.tags, ...Object.entries(person.properties).flatMap(([name, value]) => (Array.isArray(value) ? value.map((each) => `${name}:${String(each)}`) : value === true ? [name] : []))];
    for (const ref of new Set(refs)) {
      const members = places.get(ref);
      if (members) members.push(seen(person));
      else places.set(ref, [seen(person)]);
    }
  }
  return [...places].map(([ref, members]) => ({ ref, name: ref, members }));
}
