// Omnisend. A segment is a tag on its members, called by our key. Tags are put on and taken off after the answer, and whom
// Omnisend does not know is passed over without a word; who holds a tag can be read, so the nightly comparison tells. A
// contact's own address writes consent, and is never called.
import { z } from "zod";
import type { Consent, Credentials, Member, Person, PlatformRequest } from "./adapter.ts";
import { CAPABILITIES } from "./capabilities.ts";
import type { components } from "./contracts/omnisend.ts";
import { emailOf, idOf, Known, nothingKnown, noting, outcomes, phoneOf, Range, ranges, sameEmail, samePhone, within } from "./people.ts";
import { sha256 } from "./signature.ts";
import { bodyOf, type CommandOf, done, fail, isOk, jsonRequest, next, type Next, part, type Part, query, refusal, settled, toldByName, unreadable, walk } from "./step.ts";

const NAME = "Omnisend";
const VERSION = "2026-03-15";
const PEOPLE_MAX = 250;

type Bodies = components["schemas"];

function request(credentials: Credentials, operation: string, method: PlatformRequest["method"], path: string, budget: string, body: Bodies[keyof Bodies] | null = null): PlatformRequest {
  const authorization = credentials.kind === "key" ? `Omnisend-API-Key ${credentials.key}` : `Bearer ${credentials.access}`;
  return jsonRequest({ operation, method, path, budget, headers: { authorization, "omnisend-version": VERSION }, body });
}

const NOBODY = "There is neither a phone number nor an email address that Omnisend takes.";
const isKnown = (person: Person) => idOf(person) !== null || emailOf(person) !== null || phoneOf(person) !== null;

const Nothing = z.object({});
const Brand = z.object({ brandID: z.string(), name: z.string().nullish() });

const identify: Part<CommandOf<"identify">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: () => next({}),
  request: (_, __, credentials) => request(credentials, "getBrandsCurrent", "GET", "/api/brands/current", "all"),
  proceed: (_, __, answer) => {
    if (!isOk(answer)) return refusal(NAME, answer);
    const brand = bodyOf(Brand, answer);
    return brand === null ? unreadable(NAME) : done({ kind: "account", accountId: brand.brandID, name: brand.name ?? brand.brandID, missing: [] });
  },
};

type Change = CommandOf<"change">;
const Progress = z.object({ todo: z.array(Range), known: Known });
type Progress = z.infer<typeof Progress>;

const change: Part<Change, Progress> = {
  progress: Progress,
  start: (command) => {
    const nobody = command.people.filter((person) => !isKnown(person)).map(({ customerId }) => customerId);
    return onward(command, { todo: ranges(command.people, PEOPLE_MAX), known: noting(nothingKnown(), "refused", nobody, NOBODY) });
  },
  request: (command, progress, credentials) => {
    const [operation, method] = command.op === "add" ? (["postContactsTags", "POST"] as const) : (["deleteContactsTags", "DELETE"] as const);
    return request(credentials, operation, method, "/api/contacts/tags", "tags", { tags: [command.place.key], ...named(open(command, progress)) });
  },
  proceed: (command, progress, answer) => {
    const rest = { ...progress, todo: progress.todo.slice(1) };
    if (isOk(answer)) return onward(command, rest);
    const people = open(command, progress);
    if (answer.status !== 400 && answer.status !== 422) return refusal(NAME, answer);
    const [one] = people;
    if (people.length === 1 && one) return onward(command, { ...rest, known: noting(progress.known, "refused", [one.customerId], "Omnisend did not take this person.") });
    return onward(command, { ...progress, todo: [...ranges(people, Math.ceil(people.length / 2)), ...rest.todo] });
  },
};

const open = (command: Change, { todo, known }: Progress): Member[] => within(command.people, todo[0]).filter(({ customerId }) => known.refused[customerId] === undefined);

function onward(command: Change, progress: Progress): Next<Progress> {
  if (progress.todo.length === 0) return done(outcomes(command.people, progress.known));
  return open(command, progress).length === 0 ? onward(command, { ...progress, todo: progress.todo.slice(1) }) : next(progress);
}

/** Each person by one identifier alone: their own id of them, else a number, else an address. */
function named(people: readonly Person[]): Pick<Bodies["Tagging"], "contactIDs" | "phones" | "emails"> {
  const ids = people.flatMap((person) => idOf(person) ?? []);
  const phones = people.flatMap((person) => (idOf(person) === null ? (phoneOf(person) ?? []) : []));
  const emails = people.flatMap((person) => (idOf(person) === null && phoneOf(person) === null ? (emailOf(person) ?? []) : []));
  return { ...(ids.length > 0 ? { contactIDs: ids } : {}), ...(phones.length > 0 ? { phones } : {}), ...(emails.length > 0 ? { emails } : {}) };
}

const Sms = z.object({ status: z.string().nullish(), statusChangedAt: z.string().nullish() });
const Identifier = z.object({ type: z.string(), id: z.string(), channels: z.object({ sms: Sms.nullish() }).nullish().catch(null) });
const Contact = z.object({ id: z.string(), email: z.string().nullish(), phone: z.array(z.string()).nullish().catch(null), identifiers: z.array(Identifier).nullish().catch(null) });
const Contacts = z.object({ contacts: z.array(Contact), paging: z.object({ cursors: z.object({ after: z.string().nullish() }).nullish() }).nullish().catch(null) });

const members: Part<CommandOf<"members">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: () => next({}),
  request: ({ place, cursor }, _, credentials) => request(credentials, "getContacts", "GET", `/api/contacts${query({ tag: place.key, limit: String(PEOPLE_MAX), after: cursor ?? undefined })}`, "all"),
  proceed: (_, __, answer) => {
    if (!isOk(answer)) return refusal(NAME, answer);
    const page = bodyOf(Contacts, answer);
    if (page === null) return unreadable(NAME);
    return done({ kind: "members", people: page.contacts.map(({ id, email, phone }) => ({ platformId: id, phone: phone?.[0] ?? null, email: email ?? null })), next: page.paging?.cursors?.after || null });
  },
};

const track: Part<CommandOf<"track">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  // Omnisend cannot record an event without starting its automations: a silent one is not sent.
  start: ({ person, silent }) => (silent ? done({ kind: "ok" }) : isKnown(person) ? next({}) : fail("refused", NOBODY)),
  request: ({ event, key, at, person, properties }, _, credentials) => {
    const [id, phone, email] = [idOf(person), phoneOf(person), emailOf(person)];
    const contact = id !== null ? { id } : phone !== null ? { phone } : { email: email ?? "" };
    return request(credentials, "postEvents", "POST", "/api/events", "all", { eventName: event, eventID: uuidOf(key), eventTime: at, origin: "api", contact, properties });
  },
  proceed: (_, __, answer) => (isOk(answer) ? done({ kind: "ok" }) : refusal(NAME, answer)),
};

/** Omnisend wants a UUID, by which twice is once: ours is a digest of the key (RFC 9562, version 8). */
const uuidOf = (key: string) => sha256(key).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5");

const Learnt = z.array(z.object({ sms: z.enum(["subscribed", "unsubscribed", "never", "unknown"]), at: z.string().nullable() }));
const ReadProgress = z.object({ learnt: Learnt });

/** One person a call, in the order of the command. */
const readConsent: Part<CommandOf<"readConsent">, z.infer<typeof ReadProgress>> = {
  progress: ReadProgress,
  start: (command) => asking(command, []),
  request: ({ people }, { learnt }, credentials) => {
    const person = people[learnt.length];
    return request(credentials, "getContacts", "GET", `/api/contacts${query(person ? (handleOf(person) ?? {}) : {})}`, "all");
  },
  proceed: (command, { learnt }, answer) => {
    if (!isOk(answer)) return refusal(NAME, answer);
    const page = bodyOf(Contacts, answer);
    const person = command.people[learnt.length];
    return page === null || person === undefined ? unreadable(NAME) : asking(command, [...learnt, smsOf(page.contacts, person)]);
  },
};

function handleOf(person: Person): { phone: string } | { email: string } | null {
  const [phone, email] = [phoneOf(person), emailOf(person)];
  if (phone !== null) return { phone };
  return email === null ? null : { email };
}

/** Skips over those who cannot be asked about. */
function asking(command: CommandOf<"readConsent">, learnt: z.infer<typeof Learnt>) {
  const rest = command.people.slice(learnt.length);
  const skipped = rest.findIndex((person) => handleOf(person) !== null);
  const known = [...learnt, ...rest.slice(0, skipped === -1 ? rest.length : skipped).map(() => ({ sms: "unknown" as const, at: null }))];
  if (known.length < command.people.length) return next({ learnt: known });
  return done({ kind: "consent", people: command.people.map(({ customerId }, index) => ({ customerId, ...(known[index] ?? { sms: "unknown" as const, at: null }) })) });
}

const CONSENTS: Readonly<Record<string, Consent>> = { subscribed: "subscribed", unsubscribed: "unsubscribed", nonSubscribed: "never" };

function smsOf(contacts: readonly z.infer<typeof Contact>[], person: Person): { sms: Consent; at: string | null } {
  const [phone, email] = [samePhone(phoneOf(person) ?? ""), sameEmail(emailOf(person) ?? "")];
  const isTheirs = ({ type, id }: z.infer<typeof Identifier>) => (type === "phone" ? phone !== "" && samePhone(id) === phone : sameEmail(id) === email);
  const contact = contacts.find(({ identifiers }) => identifiers?.some(isTheirs));
  if (contact === undefined) return { sms: contacts.length === 0 ? "never" : "unknown", at: null };
  const sms = contact.identifiers?.find(({ type, channels }) => type === "phone" && channels?.sms)?.channels?.sms;
  return { sms: sms?.status ? (CONSENTS[sms.status] ?? "unknown") : "never", at: sms?.statusChangedAt ?? null };
}

export const omnisend = walk("omnisend", CAPABILITIES.omnisend.host, {
  identify: part(NAME, identify),
  // A tag is there with its first contact, and goes with its last.
  ensurePlace: settled(({ place }) => done({ kind: "place", ref: place.key })),
  change: part(NAME, change),
  members: part(NAME, members),
  whoAre: toldByName,
  dropPlace: settled(() => done({ kind: "ok" })),
  track: part(NAME, track),
  readConsent: part(NAME, readConsent),
  optOut: settled(() => fail("refused", "Opt-outs are not passed on to Omnisend.")),
  setProperty: settled(() => fail("refused", "Omnisend keeps no properties of people for Segue.")),
  send: settled(() => fail("refused", "Omnisend lets nobody else send: its own automations do, and they are started by events.")),
  hookUp: settled(() => done({ kind: "hooks", refs: [], secret: null })),
  unhook: settled(() => done({ kind: "ok" })),
  erase: settled(() => fail("refused", "Omnisend offers no way of deleting a person: ask its support to.")),
}, null);
