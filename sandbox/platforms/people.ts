// The people of one account, found by id, phone or email. Consent stands apart from everything else: only
// the platforms' own subscribe and unsubscribe calls and the people themselves change it.

export type ConsentState = "subscribed" | "unsubscribed" | "never";
export type Consent = { state: ConsentState; atMs: number | null; method: string | null };

export type Person = {
  id: string;
  phone: string | null;
  email: string | null;
  /** What the caller calls them: external_id, clientUserId, shopify_customer_id. */
  externalId: string | null;
  fields: Record<string, unknown>;
  properties: Record<string, unknown>;
  tags: string[];
  sms: Consent;
  email_: Consent;
  createdMs: number;
  updatedMs: number;
};

export type People = { byId: Map<string, Person>; byPhone: Map<string, string>; byEmail: Map<string, string>; byExternal: Map<string, string> };

export type Keys = { id?: string | null | undefined; phone?: string | null | undefined; email?: string | null | undefined; externalId?: string | null | undefined };

export const noPeople = (): People => ({ byId: new Map(), byPhone: new Map(), byEmail: new Map(), byExternal: new Map() });

const E164 = /^\+[1-9]\d{7,14}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const isPhone = (text: string): boolean => E164.test(text);
export const isEmail = (text: string): boolean => EMAIL.test(text);

const small = (email: string) => email.toLowerCase();

/** The one the keys name: by id, then email, then phone, then the caller's own id. */
export function find(people: People, keys: Keys): Person | undefined {
  const ids = [keys.id, keys.email && people.byEmail.get(small(keys.email)), keys.phone && people.byPhone.get(keys.phone), keys.externalId && people.byExternal.get(keys.externalId)];
  for (const id of ids) {
    const person = id ? people.byId.get(id) : undefined;
    if (person) return person;
  }
  return undefined;
}

const unasked = (): Consent => ({ state: "never", atMs: null, method: null });

/** Finds or makes a person and gives them what they lack. What belongs to somebody else stays with them. */
export function meet(people: People, keys: Keys, now: number, newId: () => string): { person: Person; made: boolean } {
  const known = find(people, keys);
  const person: Person = known ?? { id: keys.id ?? newId(), phone: null, email: null, externalId: null, fields: {}, properties: {}, tags: [], sms: unasked(), email_: unasked(), createdMs: now, updatedMs: now };
  people.byId.set(person.id, person);
  claim(people, person, keys);
  person.updatedMs = now;
  return { person, made: known === undefined };
}

function claim(people: People, person: Person, keys: Keys) {
  if (keys.email && person.email !== keys.email && !people.byEmail.has(small(keys.email))) {
    if (person.email) people.byEmail.delete(small(person.email));
    person.email = keys.email;
    people.byEmail.set(small(keys.email), person.id);
  }
  if (keys.phone && person.phone !== keys.phone && !people.byPhone.has(keys.phone)) {
    if (person.phone) people.byPhone.delete(person.phone);
    person.phone = keys.phone;
    people.byPhone.set(keys.phone, person.id);
  }
  if (keys.externalId && person.externalId !== keys.externalId && !people.byExternal.has(keys.externalId)) {
    if (person.externalId) people.byExternal.delete(person.externalId);
    person.externalId = keys.externalId;
    people.byExternal.set(keys.externalId, person.id);
  }
}

export function forget(people: People, person: Person) {
  people.byId.delete(person.id);
  if (person.phone) people.byPhone.delete(person.phone);
  if (person.email) people.byEmail.delete(small(person.email));
  if (person.externalId) people.byExternal.delete(person.externalId);
}

/** Says yes or no for a person; true where that changed something. */
export function setConsent(person: Person, channel: "sms" | "email", state: ConsentState, atMs: number, method: string): boolean {
  const consent = channel === "sms" ? person.sms : person.email_;
  const changed = consent.state !== state;
  Object.assign(consent, { state, atMs, method });
  return changed;
}
