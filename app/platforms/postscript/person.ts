// What is asked of Postscript about one person, or a few.
import { z } from "zod";
import type { Consent, Person } from "../adapter.ts";
import { emailOf, idOf, phoneOf, sameEmail, samePhone } from "../people.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, type Part, query, unreadable } from "../step.ts";
import { findPath, handleOf, isKnown, NAME, nobody, placesOf, refused, request, Subscribers } from "./request.ts";

const Nothing = z.object({});

const named = (person: Person) => {
  const [id, phone, email] = [idOf(person), phoneOf(person), emailOf(person)];
  if (id !== null) return { subscriber_id: id };
  return phone !== null ? { phone } : { email: email ?? "" };
};

const TYPES = { "Segment Entered": "SegmentEntered", "Segment Exited": "SegmentExited" } as const;

export const track: Part<CommandOf<"track">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  // Postscript cannot record an event without starting its flows: a silent one is not sent.
  start: ({ person, silent }) => (silent ? done({ kind: "ok" }) : isKnown(person) ? next({}) : nobody),
  // When it happened goes into the properties: the field for it is described in two ways that exclude each other.
  request: ({ event, key, at, person, properties }, _, credentials) =>
    request(credentials, "create-custom-event", "POST", "/api/v2/events", { type: TYPES[event], ...named(person), external_id: key, properties: { ...properties, happened_at: at } }),
  proceed: (_, __, answer) => (isOk(answer) ? done({ kind: "ok" }) : refused(answer)),
};

const complianceOf = (person: Person) => {
  const [id, phone] = [idOf(person), phoneOf(person)];
  return id !== null ? { postscript_subscriber_id: id } : phone !== null ? { phone_number: phone } : null;
};

export const optOut: Part<CommandOf<"optOut">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (complianceOf(person) === null ? fail("refused", "There is no phone number to opt out.") : next({})),
  request: ({ person }, _, credentials) => request(credentials, "unsubscribe", "PATCH", "/api/v2/compliance/unsubscribe", complianceOf(person)),
  // Whom Postscript does not know gets no texts from it.
  proceed: (_, __, answer) => (isOk(answer) || answer.status === 404 ? done({ kind: "ok" }) : refused(answer)),
};

export const erase: Part<CommandOf<"erase">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (isKnown(person) ? next({}) : done({ kind: "ok" })),
  request: ({ person }, _, credentials) => request(credentials, "redact", "PATCH", "/api/v2/compliance/redact", complianceOf(person) ?? { email: emailOf(person) ?? "" }),
  proceed: (_, __, answer) => (isOk(answer) || answer.status === 404 ? done({ kind: "ok" }) : refused(answer)),
};

export const send: Part<CommandOf<"send">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (idOf(person) === null && phoneOf(person) === null ? fail("refused", "There is no phone number to text.") : next({})),
  request: ({ person, body, category, media }, _, credentials) => {
    const [id, phone] = [idOf(person), phoneOf(person)];
    return request(credentials, "create-message", "POST", "/api/v2/message_requests", { ...(id !== null ? { subscriber_id: id } : { phone: phone ?? "" }), body, category, ...(media ? { media_url: media } : {}) });
  },
  proceed: (_, __, answer) => {
    if (!isOk(answer)) return refused(answer);
    const message = bodyOf(Message, answer);
    return message === null ? fail("doubt", "Postscript took the text, and did not say under which number.") : done({ kind: "message", messageId: message.id, state: message.status ?? "processing" });
  },
  // Postscript cannot be asked for a text by what we know of it, and one text missing is better than two.
  lost: () => fail("doubt", "Postscript gave no answer to the text, so nobody knows whether it went out. It is not sent again."),
};

const Message = z.object({ id: z.string(), status: z.string().nullish() });

const BATCH_MAX = 50;
const PAGES_MAX = 20;
/** By the place of a person in the command. */
const ReadProgress = z.object({ learnt: z.record(z.string(), z.enum(["subscribed", "unsubscribed", "never", "unknown"])), page: z.number().int(), found: z.record(z.string(), z.boolean()) });
type ReadProgress = z.infer<typeof ReadProgress>;

export const readConsent: Part<CommandOf<"readConsent">, ReadProgress> = {
  progress: ReadProgress,
  start: (command) => asking(command, {}),
  request: (command, { learnt, page }, credentials) => {
    const asked = toAsk(command.people, learnt);
    return request(credentials, "get-subscribers", "GET", findPath(asked?.by ?? "phone_number__in", asked?.people.map(({ value }) => value) ?? [], page));
  },
  proceed: (command, { learnt, page, found }, answer) => {
    if (!isOk(answer)) return refused(answer);
    const read = bodyOf(Subscribers, answer);
    const asked = toAsk(command.people, learnt);
    if (read === null || asked === null) return unreadable(NAME);
    const told = Object.fromEntries(read.subscribers.map((one) => [asked.by === "email__in" ? sameEmail(one.email ?? "") : samePhone(one.phone_number ?? ""), one.subscriptions?.promotional?.can_send === true]));
    const all = { ...found, ...told };
    if (page < Math.min(read.page_info?.total_pages ?? 1, PAGES_MAX)) return next({ learnt, page: page + 1, found: all });
    const now = asked.people.map(({ index, value }) => {
      const may = all[asked.by === "email__in" ? sameEmail(value) : samePhone(value)];
      return [String(index), may === undefined ? "never" : may ? "subscribed" : "unsubscribed"] as const;
    });
    return asking(command, { ...learnt, ...Object.fromEntries(now) });
  },
};

function asking(command: CommandOf<"readConsent">, learnt: Record<string, Consent>) {
  if (toAsk(command.people, learnt) !== null) return next({ learnt, page: 1, found: {} });
  return done({ kind: "consent", people: command.people.map(({ customerId }, index) => ({ customerId, sms: learnt[index] ?? ("unknown" as const), at: null })) });
}

function toAsk(people: readonly Person[], learnt: Record<string, Consent>) {
  const missing = people.flatMap((person, index) => {
    const handle = learnt[index] === undefined ? handleOf(person) : null;
    return handle ? [{ index, ...handle }] : [];
  });
  const by = missing[0]?.by;
  return by === undefined ? null : { by, people: missing.filter((one) => one.by === by).slice(0, BATCH_MAX) };
}

/** Postscript cannot be asked who holds a value, so all subscribers are gone through. The cursor is the number of a page. */
export const members: Part<CommandOf<"members">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: () => next({}),
  request: ({ cursor }, _, credentials) => request(credentials, "get-subscribers", "GET", `/api/v2/subscribers${query({ page: cursor ?? "1", sort: "created_at__asc" })}`),
  proceed: ({ place, cursor }, _, answer) => {
    if (!isOk(answer)) return refused(answer);
    const page = bodyOf(Subscribers, answer);
    if (page === null) return unreadable(NAME);
    const held = page.subscribers.filter((one) => placesOf(one).includes(place.key));
    const [at, last] = [Number(cursor ?? "1"), page.page_info?.total_pages ?? 1];
    return done({ kind: "members", people: held.map(({ id, phone_number, email }) => ({ platformId: id, phone: phone_number ?? null, email: email ?? null })), next: at < last ? String(at + 1) : null });
  },
};
