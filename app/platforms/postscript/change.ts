// Which segments a subscriber's property holds. The property is written whole, one subscriber a call: the caller tells all
// places of a person (Member.places), so nothing that another change wrote meanwhile is undone. Where it does not, what is
// held is read first. People who are not subscribers are skipped, never made: making one texts them.
import { z } from "zod";
import type { Member, PlatformAnswer } from "../adapter.ts";
import { byNumber, idOf, Known, nothingKnown, noting, outcomes, sameEmail, samePhone } from "../people.ts";
import { bodyOf, type CommandOf, done, isOk, next, type Next, type Part, segment, unreadable } from "../step.ts";
import { findPath, handleOf, isKnown, NAME, placesOf, PROPERTY, refused, request, type Subscriber, Subscribers } from "./request.ts";

type Change = CommandOf<"change">;

const Progress = z.object({
  at: z.enum(["find", "write"]),
  /** The customer under way; they are gone through in the order of their numbers. */
  customer: z.string(),
  /** The subscriber found. */
  id: z.string().nullable(),
  /** What the property is to hold, where the caller did not say. */
  places: z.array(z.string()).nullable(),
  /** The vendor's document has properties as JSON text, its examples as an object: the other is tried where one is refused. */
  asText: z.boolean(),
  known: Known,
});
type Progress = z.infer<typeof Progress>;

export const change: Part<Change, Progress> = {
  progress: Progress,
  start: (command) => onward(command, "", nothingKnown()),
  request: (command, { at, customer, id, places, asText }, credentials) => {
    const person = personOf(command, customer);
    if (at === "find") {
      const handle = person ? handleOf(person) : null;
      return request(credentials, "get-subscribers", "GET", findPath(handle?.by ?? "phone_number__in", [handle?.value ?? ""]));
    }
    const properties = { [PROPERTY]: person ? wanted(command, person, places ?? []) : [] };
    return request(credentials, "update-subscriber-by-id", "PATCH", `/api/v2/subscribers/${segment(id ?? "")}`, { properties: asText ? JSON.stringify(properties) : properties });
  },
  proceed: (command, progress, answer) => (progress.at === "find" ? found(command, progress, answer) : written(command, progress, answer)),
};

const personOf = ({ people }: Change, customer: string) => people.find(({ customerId }) => customerId === customer);

/** In one order, so that the same change is the same request. */
function wanted(command: Change, person: Member, held: readonly string[]): string[] {
  const all = new Set(person.places ?? held);
  if (command.op === "add") all.add(command.place.key);
  else all.delete(command.place.key);
  return [...all].sort();
}

/** The next person. Whose subscriber and places are both known is written at once. */
function onward(command: Change, after: string, known: Known): Next<Progress> {
  const [person] = command.people.filter(({ customerId }) => byNumber(after, customerId) < 0).sort((a, b) => byNumber(a.customerId, b.customerId));
  if (person === undefined) return done(outcomes(command.people, known));
  const customer = person.customerId;
  if (!isKnown(person)) return onward(command, customer, noting(known, "refused", [customer], "There is neither a phone number nor an email address that Postscript takes."));
  const id = idOf(person);
  const isSure = id !== null && (person.places !== undefined || handleOf(person) === null);
  return next({ at: isSure ? "write" : "find", customer, id: isSure ? id : null, places: null, asText: false, known });
}

const NO_SUBSCRIBER = "Postscript does not know this person as a subscriber.";

function found(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (!isOk(answer)) return refused(answer);
  const page = bodyOf(Subscribers, answer);
  const person = personOf(command, progress.customer);
  if (page === null || person === undefined) return unreadable(NAME);
  const subscriber = page.subscribers.find((one) => isOf(one, person));
  // Whoever is no subscriber holds nothing.
  if (subscriber === undefined) return onward(command, progress.customer, command.op === "remove" ? progress.known : noting(progress.known, "skipped", [progress.customer], NO_SUBSCRIBER));
  return next({ ...progress, at: "write", id: subscriber.id, places: placesOf(subscriber), known: noting(progress.known, "ids", [progress.customer], subscriber.id) });
}

function isOf({ phone_number, email }: Subscriber, person: Member): boolean {
  const handle = handleOf(person);
  if (handle?.by === "phone_number__in") return samePhone(phone_number ?? "") === samePhone(handle.value);
  return handle !== null && sameEmail(email ?? "") === sameEmail(handle.value);
}

function written(command: Change, progress: Progress, answer: PlatformAnswer): Next<Progress> {
  if (isOk(answer)) return onward(command, progress.customer, progress.known);
  if (answer.status === 404) return onward(command, progress.customer, command.op === "remove" ? progress.known : noting(progress.known, "skipped", [progress.customer], NO_SUBSCRIBER));
  if (answer.status !== 400 && answer.status !== 422) return refused(answer);
  if (!progress.asText) return next({ ...progress, asText: true });
  return onward(command, progress.customer, noting(progress.known, "refused", [progress.customer], "Postscript did not take the change of this subscriber."));
}
