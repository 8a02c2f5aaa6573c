// Klaviyo's subscribe, unsubscribe, suppress and erase: 202 now, done a little later, with no job to ask
// about. One bad number refuses the whole batch, and says at which index. Subscribing lifts suppressions.
import { z } from "zod";
import type { Account, Job } from "../account.ts";
import { isRefused } from "../faults.ts";
import { ulid } from "../ids.ts";
import { startJob } from "../jobs.ts";
import { find, forget, isEmail, isPhone, meet, setConsent } from "../people.ts";
import { type Call, type Ground, nothing, type Operation } from "../platform.ts";
import { invalid, read } from "./answers.ts";
import { listNamed } from "./lists.ts";

const text = z.string().nullish();
const said = (word: "SUBSCRIBED" | "UNSUBSCRIBED") => z.strictObject({ consent: z.literal(word), consented_at: z.iso.datetime({ offset: true }).optional() });
const channels = (word: "SUBSCRIBED" | "UNSUBSCRIBED") => z.strictObject({
  sms: z.strictObject({ marketing: said(word).optional(), transactional: said(word).optional() }).optional(),
  email: z.strictObject({ marketing: said(word).optional(), open_tracking: said(word).optional() }).optional(),
  whatsapp: z.unknown().optional(), push: z.unknown().optional(),
});
const item = (word: "SUBSCRIBED" | "UNSUBSCRIBED") => z.strictObject({ type: z.literal("profile"), id: text, attributes: z.strictObject({ email: text, phone_number: text, subscriptions: channels(word), age_gated_date_of_birth: text }) });
const List = z.strictObject({ list: z.strictObject({ data: z.strictObject({ type: z.literal("list"), id: z.string() }) }) }).optional();
const Subscribe = z.strictObject({ data: z.strictObject({
  type: z.literal("profile-subscription-bulk-create-job"),
  attributes: z.strictObject({ custom_source: text, historical_import: z.boolean().nullish(), profiles: z.strictObject({ data: z.array(item("SUBSCRIBED")).min(1).max(1000) }) }), relationships: List,
}) });
const Unsubscribe = z.strictObject({ data: z.strictObject({
  type: z.literal("profile-subscription-bulk-delete-job"), attributes: z.strictObject({ profiles: z.strictObject({ data: z.array(item("UNSUBSCRIBED")).min(1).max(100) }) }), relationships: List,
}) });
const Suppress = z.strictObject({ data: z.strictObject({
  type: z.literal("profile-suppression-bulk-create-job"),
  attributes: z.strictObject({ profiles: z.strictObject({ data: z.array(z.strictObject({ type: z.literal("profile"), attributes: z.strictObject({ email: z.string() }) })).min(1).max(100) }) }), relationships: z.unknown().optional(),
}) });
const Erase = z.strictObject({ data: z.strictObject({
  type: z.literal("data-privacy-deletion-job"),
  attributes: z.strictObject({ profile: z.strictObject({ data: z.strictObject({ type: z.literal("profile"), id: text, attributes: z.strictObject({ email: text, phone_number: text }).optional() }) }) }),
}) });

const Change = z.object({ email: text, phone: text, channel: z.enum(["sms", "email"]), state: z.enum(["subscribed", "unsubscribed"]), make: z.boolean(), atMs: z.number().nullable() });
type Change = z.infer<typeof Change>;
export const KIND = "consent";

type Wanted = { email?: string | null | undefined; phone_number?: string | null | undefined; subscriptions: z.infer<ReturnType<typeof channels>> };

/** The consent's channel must match an identifier of the item, and the number be one that Klaviyo serves. */
function changesOf(attributes: Wanted, at: number, state: Change["state"], historical: boolean, now: number): Change[] {
  const pointer = `/data/attributes/profiles/data/${at}/attributes`;
  const { email, phone_number: phone, subscriptions } = attributes;
  if (phone && (!isPhone(phone) || isRefused({ phone }))) throw invalid("The number is not valid, or its region is not supported.", `${pointer}/phone_number`);
  if (email && !isEmail(email)) throw invalid("Invalid email address", `${pointer}/email`);
  if (subscriptions.sms && !phone) throw invalid("SMS consent needs a phone_number.", `${pointer}/subscriptions/sms`);
  if (subscriptions.email && !email) throw invalid("Email consent needs an email.", `${pointer}/subscriptions/email`);
  const given = subscriptions.sms?.marketing?.consented_at ?? subscriptions.email?.marketing?.consented_at;
  if ((given !== undefined) !== historical) throw invalid("consented_at goes with historical_import alone, and is required there.", `${pointer}/subscriptions`);
  if (given !== undefined && Date.parse(given) > now) throw invalid("consented_at must be in the past.", `${pointer}/subscriptions`);
  const atMs = given === undefined ? null : Date.parse(given);
  return (["sms", "email"] as const).filter((channel) => subscriptions[channel]?.marketing).map((channel) => ({ email, phone, channel, state, atMs, make: true }));
}

function subscribe(call: Call) {
  const { attributes, relationships } = read(call.ask, Subscribe).data;
  const historical = attributes.historical_import ?? false;
  const list = relationships?.list.data.id ?? null;
  if (list !== null) listNamed(call.account, list, "/data/relationships/list/data/id");
  const items = attributes.profiles.data.flatMap((each, at) => changesOf(each.attributes, at, "subscribed", historical, call.now));
  // A new email without a list never becomes a profile.
  startJob(call, { id: ulid(call.account, "subscribe"), kind: KIND, place: list, items: items.map((each) => ({ ...each, make: list !== null || historical || each.channel === "sms" })) });
  return nothing(202);
}

function unsubscribe(call: Call) {
  const { attributes, relationships } = read(call.ask, Unsubscribe).data;
  const list = relationships?.list.data.id;
  if (list !== undefined) listNamed(call.account, list, "/data/relationships/list/data/id");
  const items = attributes.profiles.data.flatMap((each, at) => changesOf(each.attributes, at, "unsubscribed", false, call.now));
  startJob(call, { id: ulid(call.account, "unsubscribe"), kind: KIND, place: null, items });
  return nothing(202);
}

function suppress(call: Call) {
  const { data } = read(call.ask, Suppress).data.attributes.profiles;
  startJob(call, { id: ulid(call.account, "suppress"), kind: KIND, place: null, items: data.map(({ attributes }): Change => ({ email: attributes.email, phone: null, channel: "email", state: "unsubscribed", make: true, atMs: null })) });
  return nothing(202);
}

function erase({ account, ask }: Call) {
  const { id, attributes } = read(ask, Erase).data.attributes.profile.data;
  const person = find(account.people, { id, email: attributes?.email, phone: attributes?.phone_number });
  if (person) {
    for (const place of account.places.values()) place.members.delete(person.id);
    forget(account.people, person);
  }
  return nothing(202);
}

export function finishConsent(ground: Ground, account: Account, job: Job, tell: (what: { person: ReturnType<typeof meet>["person"]; channel: "sms" | "email"; state: Change["state"] }) => void) {
  const list = job.place === null ? undefined : account.places.get(job.place);
  for (const raw of job.items) {
    const { email, phone, channel, state, make, atMs } = Change.parse(raw);
    const known = find(account.people, { email, phone });
    if (!known && !make) continue;
    const { person } = meet(account.people, { email, phone }, ground.now(), () => ulid(account, "profile"));
    if (list && !list.members.has(person.id)) list.members.set(person.id, (account.counter += 1));
    if (setConsent(person, channel, state, atMs ?? ground.now(), "API")) tell({ person, channel, state });
  }
}

const post = { method: "POST", limit: "L", scope: "subscriptions:write" };
export const consentOperations: Operation[] = [
  { ...post, name: "bulk_subscribe_profiles", path: "/api/profile-subscription-bulk-create-jobs", run: subscribe },
  { ...post, name: "bulk_unsubscribe_profiles", path: "/api/profile-subscription-bulk-delete-jobs", run: unsubscribe },
  { ...post, name: "bulk_suppress_profiles", path: "/api/profile-suppression-bulk-create-jobs", run: suppress },
  { name: "request_profile_deletion", method: "POST", path: "/api/data-privacy-deletion-jobs", limit: "S", scope: "data-privacy:write", run: erase },
];
