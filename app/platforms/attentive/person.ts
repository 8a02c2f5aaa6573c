// What is asked of Attentive about one person, or a few. The call that subscribes is never made: it texts the person.
import { z } from "zod";
import type { Consent } from "../adapter.ts";
import { phoneOf } from "../people.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, type Part, query, unreadable } from "../step.ts";
import { NAME, nobody, refused, request, userOf } from "./request.ts";

const Nothing = z.object({});

/** Signs that Attentive does not take in the names of properties. */
const nameOf = (key: string) => key.replace(/["{}[\]\\|]/g, "_");

export const track: Part<CommandOf<"track">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  // Attentive cannot record an event without starting its journeys: a silent one is not sent.
  start: ({ person, silent }) => (silent ? done({ kind: "ok" }) : userOf(person) === null ? nobody : next({})),
  request: ({ event, key, at, person, properties }, _, credentials) =>
    request(credentials, "postCustomEvents", "POST", "/v1/events/custom", "people", {
      type: event,
      properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [nameOf(name), value])),
      externalEventId: key,
      occurredAt: at,
      user: userOf(person) ?? {},
    }),
  proceed: (_, __, answer) => (isOk(answer) ? done({ kind: "ok" }) : refused(answer)),
};

/** Only marketing texts, and without the text that Attentive would send about it. */
export const optOut: Part<CommandOf<"optOut">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (phoneOf(person) === null ? fail("refused", "There is no phone number to opt out.") : next({})),
  request: ({ person }, _, credentials) =>
    request(credentials, "unsubscribeSubscriptions", "POST", "/v1/subscriptions/unsubscribe", "unsubscribes", {
      user: { phone: phoneOf(person) ?? "" },
      subscriptions: [{ type: "MARKETING", channel: "TEXT" }],
      notification: { disabled: true },
    }),
  // Whom Attentive does not know gets no texts from it.
  proceed: (_, __, answer) => (isOk(answer) || answer.status === 404 ? done({ kind: "ok" }) : refused(answer)),
};

/** The first value of an attribute fixes its type for the whole account: ours are text. */
export const setProperty: Part<CommandOf<"setProperty">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (userOf(person) === null ? nobody : next({})),
  request: ({ person, name, value }, _, credentials) => request(credentials, "postCustomAttributes", "POST", "/v1/attributes/custom", "people", { properties: { [nameOf(name)]: value }, user: userOf(person) ?? {} }),
  proceed: (_, __, answer) => (isOk(answer) ? done({ kind: "ok" }) : refused(answer)),
};

export const erase: Part<CommandOf<"erase">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ person }) => (userOf(person) === null ? done({ kind: "ok" }) : next({})),
  request: ({ person }, _, credentials) => {
    const user = userOf(person) ?? { phone: "" };
    return request(credentials, "addDeleteRequest", "POST", "/v1/privacy/delete-request", "people", "phone" in user ? { subjectPhone: user.phone } : { subjectEmail: user.email });
  },
  proceed: (_, __, answer) => (isOk(answer) || answer.status === 404 ? done({ kind: "ok" }) : refused(answer)),
};

const ReadProgress = z.object({ learnt: z.array(z.enum(["subscribed", "unsubscribed", "never", "unknown"])) });
type ReadProgress = z.infer<typeof ReadProgress>;

/** One person a call, in the order of the command. */
export const readConsent: Part<CommandOf<"readConsent">, ReadProgress> = {
  progress: ReadProgress,
  start: (command) => asking(command, []),
  request: ({ people }, { learnt }, credentials) => {
    const person = people[learnt.length];
    return request(credentials, "getSubscriptions", "GET", `/v1/subscriptions${query(person ? (userOf(person) ?? {}) : {})}`, "people");
  },
  proceed: (command, { learnt }, answer) => {
    if (answer.status === 404) return asking(command, [...learnt, "never"]);
    if (answer.status === 400) return asking(command, [...learnt, "unknown"]);
    if (!isOk(answer)) return refused(answer);
    const read = bodyOf(Eligibilities, answer);
    return read === null ? unreadable(NAME) : asking(command, [...learnt, smsOf(read)]);
  },
};

/** Skips over those who cannot be asked about. */
function asking(command: CommandOf<"readConsent">, learnt: Consent[]) {
  const rest = command.people.slice(learnt.length);
  const skipped = rest.findIndex((person) => userOf(person) !== null);
  const known = [...learnt, ...rest.slice(0, skipped === -1 ? rest.length : skipped).map(() => "unknown" as const)];
  if (known.length < command.people.length) return next({ learnt: known });
  return done({ kind: "consent", people: command.people.map(({ customerId }, index) => ({ customerId, sms: known[index] ?? "unknown", at: null })) });
}

const Eligibilities = z.object({
  subscriptionEligibilities: z.array(z.object({
    subscription: z.object({ type: z.string().nullish(), channel: z.string().nullish() }).nullish(),
    eligibility: z.object({ isEligible: z.boolean().nullish() }).nullish(),
  })),
});

/** Not eligible may mean opted out or never asked: nobody says which, so it is unknown, and never told on as an opt-out. */
function smsOf({ subscriptionEligibilities }: z.infer<typeof Eligibilities>): Consent {
  const texts = subscriptionEligibilities.find(({ subscription }) => subscription?.type === "MARKETING" && subscription.channel === "TEXT");
  return texts?.eligibility?.isEligible === true ? "subscribed" : "unknown";
}
