// What is asked of Klaviyo about one person, or a few.
import { z } from "zod";
import type { Consent, Person } from "../adapter.ts";
import { emailOf, idOf, phoneOf, sameEmail, samePhone } from "../people.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, type Part, unreadable } from "../step.ts";
import { LOOKUP_MAX, lookupPath, type By } from "./place.ts";
import { NAME, refused, request } from "./request.ts";

const Nothing = z.object({});

const nobody = fail("refused", "There is neither an email address nor a phone number that Klaviyo takes.");
const known = (person: Person) => idOf(person) !== null || emailOf(person) !== null || phoneOf(person) !== null;

const attributesOf = (person: Person) => {
  const [email, phone] = [emailOf(person), phoneOf(person)];
  return { ...(email === null ? {} : { email }), ...(phone === null ? {} : { phone_number: phone }) };
};

/** Whoever has a profile is named by it alone. */
const profileOf = (person: Person) => {
  const id = idOf(person);
  return { type: "profile" as const, ...(id === null ? {} : { id }), attributes: id === null ? attributesOf(person) : {} };
};

export const track: Part<CommandOf<"track">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (known(person) ? next({}) : nobody),
  request: ({ event, key, at, person, properties, silent }, _, credentials) =>
    request(credentials, "create_event", "POST", "/api/events", "events", {
      data: {
        type: "event",
        attributes: {
          properties,
          time: at,
          unique_id: key,
          // Recorded without starting a flow.
          ...(silent ? { backfill: true } : {}),
          metric: { data: { type: "metric", attributes: { name: event } } },
          profile: { data: profileOf(person) },
        },
      },
    }),
  proceed: (_, __, answer) => (isOk(answer) ? done({ kind: "ok" }) : refused(answer)),
};

/** Without a list in the request: with one, Klaviyo unsubscribes those who are not on it from everything. */
export const optOut: Part<CommandOf<"optOut">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (phoneOf(person) === null ? fail("refused", "There is no phone number to opt out.") : next({})),
  request: ({ person }, _, credentials) =>
    request(credentials, "bulk_unsubscribe_profiles", "POST", "/api/profile-subscription-bulk-delete-jobs", "unsubscribes", {
      data: {
        type: "profile-subscription-bulk-delete-job",
        attributes: { profiles: { data: [{ type: "profile", attributes: { phone_number: phoneOf(person) ?? "", subscriptions: { sms: { marketing: { consent: "UNSUBSCRIBED" } } } } }] } },
      },
    }),
  proceed: (_, __, answer) => (isOk(answer) ? done({ kind: "ok" }) : refused(answer)),
};

export const setProperty: Part<CommandOf<"setProperty">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (known(person) ? next({}) : nobody),
  request: ({ person, name, value }, _, credentials) => {
    const profile = profileOf(person);
    return request(credentials, "create_or_update_profile", "POST", "/api/profile-import", "profiles", { data: { ...profile, attributes: { ...profile.attributes, properties: { [name]: value } } } });
  },
  proceed: (_, __, answer) => (isOk(answer) ? done({ kind: "ok" }) : refused(answer)),
};

export const erase: Part<CommandOf<"erase">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (known(person) ? next({}) : done({ kind: "ok" })),
  request: ({ person }, _, credentials) => {
    // Klaviyo takes one identifier here.
    const [id, email, phone] = [idOf(person), emailOf(person), phoneOf(person)];
    const named = id !== null ? { id } : { attributes: email !== null ? { email } : { phone_number: phone ?? "" } };
    return request(credentials, "request_profile_deletion", "POST", "/api/data-privacy-deletion-jobs", "privacy", {
      data: { type: "data-privacy-deletion-job", attributes: { profile: { data: { type: "profile", ...named } } } },
    });
  },
  proceed: (_, __, answer) => (isOk(answer) || answer.status === 404 ? done({ kind: "ok" }) : refused(answer)),
};

const Learnt = z.record(z.string(), z.object({ sms: z.enum(["subscribed", "unsubscribed", "never", "unknown"]), at: z.string().nullable() }));
/** By the place of a person in the command. */
const ReadProgress = z.object({ learnt: Learnt });

export const readConsent: Part<CommandOf<"readConsent">, z.infer<typeof ReadProgress>> = {
  progress: ReadProgress,
  start: (command) => asking(command, {}),
  request: (command, { learnt }, credentials) => {
    const asked = toAsk(command.people, learnt);
    return request(credentials, "get_profiles", "GET", lookupPath(asked?.by ?? "id", asked?.people.map(({ value }) => value) ?? [], { "additional-fields[profile]": "subscriptions" }), "profiles");
  },
  proceed: (command, { learnt }, answer) => {
    if (!isOk(answer)) return refused(answer);
    const asked = toAsk(command.people, learnt);
    const page = bodyOf(Subscribed, answer);
    if (page === null || asked === null) return unreadable(NAME);
    const found = new Map(page.data.flatMap((profile) => handles(profile).map((handle) => [`${handle.by} ${handle.value}`, smsOf(profile)] as const)));
    const now = asked.people.map(({ index, value }) => [String(index), found.get(`${asked.by} ${plain(asked.by, value)}`) ?? { sms: "never" as const, at: null }] as const);
    return asking(command, { ...learnt, ...Object.fromEntries(now) });
  },
};

function asking(command: CommandOf<"readConsent">, learnt: z.infer<typeof Learnt>) {
  if (toAsk(command.people, learnt) !== null) return next({ learnt });
  const people = command.people.map(({ customerId }, index) => ({ customerId, ...(learnt[index] ?? { sms: "unknown" as const, at: null }) }));
  return done({ kind: "consent", people });
}

/** Consent for texts belongs to a number, so the number asks first. */
function handleOf(person: Person): { by: By; value: string } | null {
  const [id, phone, email] = [idOf(person), phoneOf(person), emailOf(person)];
  if (phone !== null) return { by: "phone_number", value: phone };
  if (id !== null) return { by: "id", value: id };
  return email === null ? null : { by: "email", value: email };
}

function toAsk(people: readonly Person[], learnt: z.infer<typeof Learnt>) {
  const missing = people.flatMap((person, index) => {
    const handle = learnt[index] === undefined ? handleOf(person) : null;
    return handle ? [{ index, ...handle }] : [];
  });
  const by = missing[0]?.by;
  return by === undefined ? null : { by, people: missing.filter((one) => one.by === by).slice(0, LOOKUP_MAX) };
}

const Profile = z.object({
  id: z.string(),
  attributes: z.object({
    email: z.string().nullish(),
    phone_number: z.string().nullish(),
    subscriptions: z.object({ sms: z.object({ marketing: z.object({ consent: z.string().nullish(), consent_timestamp: z.string().nullish(), last_updated: z.string().nullish() }).nullish() }).nullish() }).nullish(),
  }),
});
const Subscribed = z.object({ data: z.array(Profile) });

const plain = (by: By, value: string) => (by === "email" ? sameEmail(value) : by === "phone_number" ? samePhone(value) : value);

const handles = ({ id, attributes: { email, phone_number } }: z.infer<typeof Profile>): { by: By; value: string }[] => [
  { by: "id", value: id },
  ...(email ? [{ by: "email" as const, value: plain("email", email) }] : []),
  ...(phone_number ? [{ by: "phone_number" as const, value: plain("phone_number", phone_number) }] : []),
];

const CONSENTS: Readonly<Record<string, Consent>> = { SUBSCRIBED: "subscribed", UNSUBSCRIBED: "unsubscribed", NEVER_SUBSCRIBED: "never" };

function smsOf({ attributes }: z.infer<typeof Profile>): { sms: Consent; at: string | null } {
  const marketing = attributes.subscriptions?.sms?.marketing;
  // A profile of which nothing is told of texts has never said anything about them.
  if (!marketing?.consent) return { sms: attributes.subscriptions ? "never" : "unknown", at: null };
  return { sms: CONSENTS[marketing.consent] ?? "unknown", at: marketing.last_updated ?? marketing.consent_timestamp ?? null };
}
