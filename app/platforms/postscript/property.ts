// One property of a subscriber. People who are not subscribers are refused, never made: making one texts them.
import { z } from "zod";
import type { Person } from "../adapter.ts";
import { idOf, sameEmail, samePhone } from "../people.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, type Part, segment, unreadable } from "../step.ts";
import { findPath, handleOf, isKnown, NAME, nobody, refused, request, type Subscriber, Subscribers } from "./request.ts";

/** `asText`: the vendor's document has properties as JSON text, its examples as an object: the other is tried where one is refused. */
const Progress = z.object({ id: z.string().nullable(), asText: z.boolean() });

const noSubscriber = fail("refused", "Postscript does not know this person as a subscriber.");

export const setProperty: Part<CommandOf<"setProperty">, z.infer<typeof Progress>> = {
  progress: Progress,
  start: ({ person }) => (isKnown(person) ? next({ id: idOf(person), asText: false }) : nobody),
  request: ({ person, name, value }, { id, asText }, credentials) => {
    const handle = handleOf(person);
    if (id === null) return request(credentials, "get-subscribers", "GET", findPath(handle?.by ?? "phone_number__in", [handle?.value ?? ""]));
    const properties = { [name]: value };
    return request(credentials, "update-subscriber-by-id", "PATCH", `/api/v2/subscribers/${segment(id)}`, { properties: asText ? JSON.stringify(properties) : properties });
  },
  proceed: ({ person }, { id, asText }, answer) => {
    if (id === null) {
      if (!isOk(answer)) return refused(answer);
      const page = bodyOf(Subscribers, answer);
      const found = page?.subscribers.find((one) => isOf(one, person));
      return page === null ? unreadable(NAME) : found ? next({ id: found.id, asText }) : noSubscriber;
    }
    if (isOk(answer)) return done({ kind: "ok" });
    if (answer.status === 404) return noSubscriber;
    return !asText && (answer.status === 400 || answer.status === 422) ? next({ id, asText: true }) : refused(answer);
  },
};

function isOf({ phone_number, email }: Subscriber, person: Person): boolean {
  const handle = handleOf(person);
  if (handle?.by === "phone_number__in") return samePhone(phone_number ?? "") === samePhone(handle.value);
  return handle !== null && sameEmail(email ?? "") === sameEmail(handle.value);
}
