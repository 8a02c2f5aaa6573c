// Klaviyo's lists: 150 made a day, members added and removed by profile id, 1,000 a call.
import { z } from "zod";
import { type Account, aPlace, join, type Place } from "../account.ts";
import { letters } from "../ids.ts";
import { type Call, nothing, type Operation, Refused } from "../platform.ts";
import { filterOf, HOST, invalid, ok, pageOf, problem, read } from "./answers.ts";
import { asksConsent, resource as profile, time } from "./profiles.ts";

const Body = z.strictObject({ data: z.strictObject({ type: z.literal("list"), id: z.string().optional(), attributes: z.strictObject({ name: z.string().min(1), opt_in_process: z.enum(["double_opt_in", "single_opt_in"]).optional() }) }) });
const Members = z.strictObject({ data: z.array(z.strictObject({ type: z.literal("profile"), id: z.string() })).min(1).max(1000) });

/** Malformed ids are an input error, unknown ones are not there. */
export function listNamed(account: Account, id: string, pointer = "/data/id"): Place {
  if (!/^[A-Za-z0-9]{6}$/.test(id)) throw invalid("The list id is malformed.", pointer);
  const place = account.places.get(id);
  if (place) return place;
  throw new Refused(problem(404, "not_found", "Not found.", `A list with id ${id} does not exist.`, pointer));
}

function resource(place: Place, count: boolean) {
  const related = (what: string) => ({ links: { self: `${HOST}/api/lists/${place.ref}/relationships/${what}/`, related: `${HOST}/api/lists/${place.ref}/${what}/` } });
  return {
    type: "list", id: place.ref,
    attributes: { name: place.name, created: time(place.createdMs), updated: time(place.updatedMs), opt_in_process: "single_opt_in", ...(count ? { profile_count: place.members.size } : {}) },
    relationships: { profiles: related("profiles"), tags: related("tags"), "flow-triggers": related("flow-triggers") },
    links: { self: `${HOST}/api/lists/${place.ref}/` },
  };
}

function create({ account, ask, now }: Call) {
  const { data } = read(ask, Body);
  const place = aPlace(account, letters(account, "list", 6), data.attributes.name, "", now);
  return ok(201, { data: resource(place, false), links: { self: `${HOST}/api/lists/${place.ref}/` } });
}

function all(call: Call) {
  const [filter] = filterOf(call.ask, { id: ["any", "equals"], name: ["any", "equals"] });
  const places = [...call.account.places.values()].filter((place) => !filter || filter.values.includes(filter.field === "id" ? place.ref : place.name));
  const { items, links } = pageOf(call, places.map((place, number) => ({ place, number })), ({ number }) => number, { usual: 10, most: 10 });
  return ok(200, { data: items.map(({ place }) => resource(place, false)), links });
}

const one = ({ account, params, ask }: Call) => ok(200, { data: resource(listNamed(account, params["id"] ?? ""), (ask.query.get("additional-fields[list]") ?? "").includes("profile_count")), links: { self: `${HOST}${ask.path}` } });

function rename({ account, ask, params, now }: Call) {
  const place = listNamed(account, params["id"] ?? "");
  place.name = read(ask, Body).data.attributes.name;
  place.updatedMs = now;
  return ok(200, { data: resource(place, false) });
}

function drop({ account, params }: Call) {
  account.places.delete(listNamed(account, params["id"] ?? "").ref);
  return nothing(204);
}

/** All or nobody. */
function add({ account, ask, params }: Call) {
  const place = listNamed(account, params["id"] ?? "");
  const { data } = read(ask, Members);
  const unknown = data.findIndex(({ id }) => !account.people.byId.has(id));
  if (unknown !== -1) throw new Refused(problem(404, "not_found", "Not found.", "A profile with the id does not exist.", `/data/${unknown}/id`));
  for (const { id } of data) join(account, place, id);
  return nothing(204);
}

function remove({ account, ask, params }: Call) {
  const place = listNamed(account, params["id"] ?? "");
  for (const { id } of read(ask, Members).data) place.members.delete(id);
  return nothing(204);
}

function members(call: Call) {
  const place = listNamed(call.account, call.params["id"] ?? "");
  return pageOf(call, place.members, ([, number]) => number, { usual: 20, most: 100 });
}

function memberIds(call: Call) {
  const { items, links } = members(call);
  return ok(200, { data: items.map(([id]) => ({ type: "profile", id })), links });
}

function memberProfiles(call: Call) {
  const { items, links } = members(call);
  return ok(200, { data: items.flatMap(([id]) => call.account.people.byId.get(id) ?? []).map((person) => profile(person, asksConsent(call))), links });
}

export const listOperations: Operation[] = [
  { name: "create_list", method: "POST", path: "/api/lists", limit: "lists", scope: "lists:write", run: create },
  { name: "get_lists", method: "GET", path: "/api/lists", limit: "L", scope: "lists:read", run: all },
  { name: "get_list", method: "GET", path: "/api/lists/{id}", limit: "L", scope: "lists:read", run: one },
  { name: "update_list", method: "PATCH", path: "/api/lists/{id}", limit: "M", scope: "lists:write", run: rename },
  { name: "delete_list", method: "DELETE", path: "/api/lists/{id}", limit: "M", scope: "lists:write", run: drop },
  { name: "add_profiles_to_list", method: "POST", path: "/api/lists/{id}/relationships/profiles", limit: "M", scope: "lists:write", run: add },
  { name: "remove_profiles_from_list", method: "DELETE", path: "/api/lists/{id}/relationships/profiles", limit: "M", scope: "lists:write", run: remove },
  { name: "get_profile_ids_for_list", method: "GET", path: "/api/lists/{id}/relationships/profiles", limit: "L", scope: "lists:read", run: memberIds },
  { name: "get_profiles_for_list", method: "GET", path: "/api/lists/{id}/profiles", limit: "L", scope: "lists:read", run: memberProfiles },
];
