// Attentive's plain JSON: how bodies are read, errors told and users named.
import { z } from "zod";
import { type Account, type Place } from "../account.ts";
import { find, forget, isEmail, isPhone, type Keys, meet, type Person } from "../people.ts";
import { type Ask, readJson, Refused, type Reply, reply } from "../platform.ts";

export const refusal = (status: number, message: string): Reply => reply(status, { error: { id: status, message } });
export const invalid = (message: string): Refused => new Refused(refusal(400, message));

export const read = <Body>(ask: Ask, schema: z.ZodType<Body>): Body =>
  readJson(ask, schema, (path, message) => invalid(path === null ? message : `${path.join(".")}: ${message}`));

export const Phone = z.string().refine(isPhone, "is not an E.164 number");
export const Email = z.string().refine(isEmail, "is not an email address");
/** v1's way to name a user. */
export const User = z.strictObject({
  phone: Phone.optional(), email: Email.optional(),
  externalIdentifiers: z.strictObject({ clientUserId: z.string().min(1).optional(), customIdentifiers: z.array(z.strictObject({ name: z.string().min(1), value: z.string().min(1) })).optional() }).optional(),
}).refine((user) => user.phone !== undefined || user.email !== undefined || user.externalIdentifiers?.clientUserId !== undefined, "needs a phone, an email or a clientUserId");

export const newId = (account: Account) => () => String(16_000_000 + (account.counter += 1));

/** A phone and an email of two users make them one: that is how Attentive bridges people. */
export function userOf(account: Account, keys: Keys, now: number): Person {
  const [byEmail, byPhone] = [find(account.people, { email: keys.email }), find(account.people, { phone: keys.phone })];
  if (byEmail && byPhone && byEmail !== byPhone) bridge(account, byEmail, byPhone);
  return meet(account.people, keys, now, newId(account)).person;
}

function bridge(account: Account, kept: Person, gone: Person) {
  for (const place of account.places.values()) moveMember(place, kept, gone);
  kept.properties = { ...gone.properties, ...kept.properties };
  kept.tags = [...new Set([...kept.tags, ...gone.tags])];
  if (kept.sms.state === "never") kept.sms = gone.sms;
  for (const event of account.events) if (event.personId === gone.id) event.personId = kept.id;
  forget(account.people, gone);
  if (!kept.phone && gone.phone) meet(account.people, { id: kept.id, phone: gone.phone }, kept.updatedMs, newId(account));
}

function moveMember(place: Place, kept: Person, gone: Person) {
  const number = place.members.get(gone.id);
  if (number === undefined) return;
  place.members.delete(gone.id);
  if (!place.members.has(kept.id)) place.members.set(kept.id, number);
}
