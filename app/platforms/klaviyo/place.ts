// Lists at Klaviyo. A list has no identifier of ours but its name, so the name carries our key: a list is found again
// after a lost answer, and a merchant's own list of the same name is never taken for ours. Klaviyo makes 150 a day.
import { z } from "zod";
import type { Place, PlatformAnswer, Step } from "../adapter.ts";
import { emailOf, phoneOf } from "../people.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, type Part, query, segment, unreadable } from "../step.ts";
import { any, cursorOf, Ids, NAME, One, PROPERTY, refused, request } from "./request.ts";

export const isList = (place: Place) => place.model !== "property";

export const gone = (place: Place) => fail("gone", `The list “${place.name}” is no longer at Klaviyo. Somebody may have deleted it there.`);

const NAME_MAX = 200;
export const nameOf = (place: Place) => `${place.name.slice(0, NAME_MAX)} (${place.key})`;

const Ensure = z.object({ at: z.enum(["known", "look", "make"]) });

export const ensurePlace: Part<CommandOf<"ensurePlace">, z.infer<typeof Ensure>> = {
  progress: Ensure,
  // A property needs no making: it is there with its first value.
  start: ({ place }) => (isList(place) ? next({ at: place.ref === null ? "look" : "known" }) : done({ kind: "place", ref: PROPERTY })),
  request: ({ place }, { at }, credentials) => {
    if (at === "known") return request(credentials, "get_list", "GET", `/api/lists/${segment(place.ref ?? "")}`, "lists");
    if (at === "look") return request(credentials, "get_lists", "GET", `/api/lists${query({ filter: `equals(name,${JSON.stringify(nameOf(place))})` })}`, "lists");
    return request(credentials, "create_list", "POST", "/api/lists", "newLists", { data: { type: "list", attributes: { name: nameOf(place) } } });
  },
  proceed: ({ place }, { at }, answer) => {
    if (at === "known" && answer.status === 404) return gone(place);
    if (!isOk(answer)) return refused(answer);
    if (at === "look") {
      const found = bodyOf(Named, answer);
      if (found === null) return unreadable(NAME);
      const [ours] = found.data.filter((list) => list.attributes?.name === nameOf(place));
      return ours ? done({ kind: "place", ref: ours.id }) : next({ at: "make" });
    }
    const list = bodyOf(One, answer);
    return list === null ? unreadable(NAME) : done({ kind: "place", ref: at === "known" ? (place.ref ?? list.data.id) : list.data.id });
  },
  // It may have been made: another one would be a second list.
  lookAgain: ({ place }) => next({ at: place.ref === null ? "look" : "known" }),
};

const Named = z.object({ data: z.array(z.object({ id: z.string(), attributes: z.object({ name: z.string().nullish() }).nullish() })) });

const PAGE = "100";
const Nothing = z.object({});

export const members: Part<CommandOf<"members">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ place }) => (isList(place) && place.ref === null ? gone(place) : next({})),
  request: ({ place, cursor }, _, credentials) => {
    const page = { "page[size]": PAGE, "page[cursor]": cursor ?? undefined };
    if (isList(place)) return request(credentials, "get_profile_ids_for_list", "GET", `/api/lists/${segment(place.ref ?? "")}/relationships/profiles${query(page)}`, "members");
    return request(credentials, "get_profiles", "GET", `/api/profiles${query({ "fields[profile]": "email,phone_number,properties", ...page })}`, "profiles");
  },
  proceed: ({ place }, _, answer) => {
    if (answer.status === 404) return gone(place);
    if (!isOk(answer)) return refused(answer);
    return isList(place) ? listed(answer) : holding(place, answer);
  },
};

type End = Extract<Step, { kind: "done" | "failed" }>;

function listed(answer: PlatformAnswer): End {
  const page = bodyOf(Ids, answer);
  return page === null ? unreadable(NAME) : done({ kind: "members", people: page.data.map(({ id }) => ({ platformId: id, phone: null, email: null })), next: cursorOf(page.links) });
}

/** Klaviyo cannot be asked who holds a value, so all profiles are gone through. */
function holding(place: Place, answer: PlatformAnswer): End {
  const page = bodyOf(Profiles, answer);
  if (page === null) return unreadable(NAME);
  const held = page.data.filter(({ attributes }) => Array.isArray(attributes.properties?.[PROPERTY]) && attributes.properties[PROPERTY].includes(place.key));
  return done({ kind: "members", people: held.map(seenAs), next: cursorOf(page.links) });
}

const Profile = z.object({
  id: z.string(),
  attributes: z.object({ email: z.string().nullish(), phone_number: z.string().nullish(), properties: z.record(z.string(), z.unknown()).nullish() }),
});
export const Profiles = z.object({ data: z.array(Profile), links: Ids.shape.links });

/** A list tells numbers alone, a page of at most `LOOKUP_MAX`. Asked for are those that nobody here knows. */
export const whoAre: Part<CommandOf<"whoAre">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ platformIds }) => (platformIds.length === 0 ? done({ kind: "members", people: [], next: null }) : next({})),
  request: ({ platformIds }, _, credentials) => request(credentials, "get_profiles", "GET", lookupPath("id", platformIds, { "fields[profile]": "email,phone_number" }), "profiles"),
  proceed: (_, __, answer) => {
    if (!isOk(answer)) return refused(answer);
    const page = bodyOf(Profiles, answer);
    return page === null ? unreadable(NAME) : done({ kind: "members", people: page.data.map(seenAs), next: null });
  },
};

const seenAs = ({ id, attributes }: z.infer<typeof Profile>) => ({ platformId: id, phone: attributes.phone_number ?? null, email: attributes.email ?? null });

export const dropPlace: Part<CommandOf<"dropPlace">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  // The values of a property go with its people's removal.
  start: ({ place }) => (isList(place) && place.ref !== null ? next({}) : done({ kind: "ok" })),
  request: ({ place }, _, credentials) => request(credentials, "delete_list", "DELETE", `/api/lists/${segment(place.ref ?? "")}`, "lists"),
  proceed: (_, __, answer) => (isOk(answer) || answer.status === 404 ? done({ kind: "ok" }) : refused(answer)),
};

/** Asks for up to a hundred people at once, by whichever of their identifiers Klaviyo holds most surely. */
export const LOOKUP_MAX = 100;
export type By = "email" | "phone_number" | "id";
export const lookupPath = (by: By, values: readonly string[], more: Record<string, string> = {}) =>
  `/api/profiles${query({ filter: any(by, values), "page[size]": PAGE, ...more })}`;

/** An email first: it is what Klaviyo tells people apart by, and it refuses some countries' numbers. */
export function handleOf(person: { phone: string | null; email: string | null }): { by: By; value: string } | null {
  const [email, phone] = [emailOf(person), phoneOf(person)];
  if (email !== null) return { by: "email", value: email };
  return phone === null ? null : { by: "phone_number", value: phone };
}
