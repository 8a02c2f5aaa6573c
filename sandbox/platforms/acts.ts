// What people, merchants and the platforms themselves can be made to do at a stand-in: by the control page,
// by POST /sandbox/platforms/control, or in process by tests.
import { z } from "zod";
import { type Account, aPlace, join } from "./account.ts";
import { letters } from "./ids.ts";
import { find, forget, isEmail, isPhone, meet, type Person, setConsent } from "./people.ts";
import type { Ground, Happening, Platform } from "./platform.ts";

const who = { id: z.string().optional(), phone: z.string().refine(isPhone).optional(), email: z.string().refine(isEmail).optional() };
const Channel = z.enum(["sms", "email"]).default("sms");
const State = z.enum(["subscribed", "unsubscribed", "never"]);
const about = { campaign: z.string().optional(), messageId: z.string().optional() };

export const Act = z.discriminatedUnion("act", [
  /** Somebody the platform knows already. */
  z.object({ act: z.literal("person"), ...who, shopifyId: z.string().optional(), sms: State.optional(), emailConsent: State.optional(), properties: z.record(z.string(), z.unknown()).optional() }),
  z.object({ act: z.literal("optIn"), ...who, channel: Channel, at: z.iso.datetime().optional() }),
  z.object({ act: z.literal("optOut"), ...who, channel: Channel, at: z.iso.datetime().optional() }),
  /** STOP and the like opt out, too. */
  z.object({ act: z.literal("reply"), ...who, text: z.string(), pictures: z.number().int().min(0).max(10).optional() }),
  z.object({ act: z.literal("click"), ...who, channel: Channel, url: z.string(), bot: z.boolean().optional(), ...about }),
  z.object({ act: z.literal("open"), ...who, ...about }),
  z.object({ act: z.literal("sent"), ...who, channel: Channel, text: z.string().optional(), ...about }),
  z.object({ act: z.literal("deliver"), ...who, channel: Channel, text: z.string().optional(), ...about }),
  z.object({ act: z.literal("fail"), ...who, channel: Channel, code: z.number().int().default(30005), ...about }),
  z.object({ act: z.literal("spam"), ...who }),
  z.object({ act: z.literal("forget"), ...who }),
  /** What the merchant does by hand. */
  z.object({ act: z.literal("makePlace"), ref: z.string().optional(), name: z.string() }),
  z.object({ act: z.literal("dropPlace"), ref: z.string() }),
  z.object({ act: z.literal("renamePlace"), ref: z.string(), name: z.string() }),
  z.object({ act: z.literal("addMember"), ref: z.string(), ...who }),
  z.object({ act: z.literal("removeMember"), ref: z.string(), ...who }),
  z.object({ act: z.literal("revoke") }),
  z.object({ act: z.literal("restore") }),
  z.object({ act: z.literal("scopes"), missing: z.array(z.string()) }),
  z.object({ act: z.literal("advancedKdp"), on: z.boolean() }),
  z.object({ act: z.literal("optOuts"), by: z.enum(["advanced", "default", "off"]) }),
  z.object({ act: z.literal("strangers"), to: z.enum(["make", "refuse"]) }),
  /** A webhook entered at the platform's own settings page: Attentive's universal one, Twilio's inbound address. */
  z.object({ act: z.literal("hook"), url: z.url(), secret: z.string().optional(), kind: z.enum(["universal", "clicks"]).default("universal") }),
]);
export type Act = z.input<typeof Act>;
type Wanted = z.output<typeof Act>;

const STOP = /^\s*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|arret|alto)\s*$/i;
const START = /^\s*(start|yes|unstop)\s*$/i;

export class NoSuch extends Error {}

export function perform(ground: Ground, platform: Platform, account: Account, act: Wanted): unknown {
  switch (act.act) {
    case "person": return make(ground, platform, account, act);
    case "optIn": return optedBy(ground, platform, account, act, "optedIn");
    case "optOut": return optedBy(ground, platform, account, act, "optedOut");
    case "reply": return replied(ground, platform, account, act);
    case "click": return tell(ground, platform, account, act, { kind: "clicked", channel: act.channel, url: act.url, bot: act.bot });
    case "open": return tell(ground, platform, account, act, { kind: "opened", channel: "email" });
    case "sent": return tell(ground, platform, account, act, { kind: "sent", channel: act.channel, text: act.text });
    case "deliver": return tell(ground, platform, account, act, { kind: "delivered", channel: act.channel, text: act.text });
    case "fail": return tell(ground, platform, account, act, { kind: act.channel === "sms" ? "failed" : "bounced", channel: act.channel, code: act.code });
    case "spam": return tell(ground, platform, account, act, { kind: "markedSpam", channel: "email" });
    case "forget": return forgotten(account, named(account, act));
    case "makePlace": return aPlace(account, act.ref ?? letters(account, "place", 6), act.name, "", ground.now());
    case "dropPlace": return account.places.delete(act.ref);
    case "renamePlace": return Object.assign(placeOf(account, act.ref), { name: act.name });
    case "addMember": return join(account, placeOf(account, act.ref), named(account, act).id);
    case "removeMember": return placeOf(account, act.ref).members.delete(named(account, act).id);
    case "revoke": return void (account.revoked = true);
    case "restore": return void (account.revoked = false);
    case "scopes": return void (account.missing = act.missing);
    case "advancedKdp": return void (account.advancedKdp = act.on);
    case "optOuts": return void (account.optOuts = act.by);
    case "strangers": return void (account.strangers = act.to);
    case "hook": return hookAt(ground, account, act);
    default: return act satisfies never;
  }
}

type Who = { id?: string | undefined; phone?: string | undefined; email?: string | undefined };

function named(account: Account, keys: Who): Person {
  const person = find(account.people, keys);
  if (!person) throw new NoSuch("Nobody here has this phone, email or id.");
  return person;
}

function placeOf(account: Account, ref: string) {
  const place = account.places.get(ref);
  if (!place) throw new NoSuch("There is no such list or segment.");
  return place;
}

/** Who writes to a number is known from then on. */
const orNew = (ground: Ground, platform: Platform, account: Account, keys: Who): Person => meet(account.people, keys, ground.now(), () => platform.newPersonId(account)).person;

function make(ground: Ground, platform: Platform, account: Account, act: Extract<Wanted, { act: "person" }>) {
  const { person } = meet(account.people, { ...act, externalId: act.shopifyId }, ground.now(), () => platform.newPersonId(account));
  if (act.sms) setConsent(person, "sms", act.sms, ground.now(), "SEED");
  if (act.emailConsent) setConsent(person, "email", act.emailConsent, ground.now(), "SEED");
  Object.assign(person.properties, act.properties);
  return { id: person.id };
}

function tell(ground: Ground, platform: Platform, account: Account, keys: Who & { campaign?: string | undefined; messageId?: string | undefined }, what: Omit<Happening, "person" | "atMs">) {
  platform.happened(ground, account, { ...what, campaign: keys.campaign, messageId: keys.messageId, person: orNew(ground, platform, account, keys), atMs: ground.now() });
}

function optedBy(ground: Ground, platform: Platform, account: Account, act: Who & { channel: "sms" | "email"; at?: string | undefined }, kind: "optedIn" | "optedOut", text?: string) {
  const person = orNew(ground, platform, account, act);
  const atMs = act.at ? Date.parse(act.at) : ground.now();
  setConsent(person, act.channel, kind === "optedIn" ? "subscribed" : "unsubscribed", atMs, "PERSON");
  platform.happened(ground, account, { kind, channel: act.channel, person, atMs, text });
}

function replied(ground: Ground, platform: Platform, account: Account, act: Who & { text: string; pictures?: number | undefined }) {
  tell(ground, platform, account, act, { kind: "replied", channel: "sms", text: act.text, pictures: act.pictures });
  const kind = STOP.test(act.text) ? "optedOut" : START.test(act.text) ? "optedIn" : null;
  if (kind) optedBy(ground, platform, account, { ...act, channel: "sms" }, kind, act.text);
}

function forgotten(account: Account, person: Person) {
  for (const place of account.places.values()) place.members.delete(person.id);
  forget(account.people, person);
}

/** Set by hand, one of a kind: a second one takes the first one's place. */
function hookAt(ground: Ground, account: Account, { url, secret, kind }: Extract<Wanted, { act: "hook" }>) {
  const known = account.hooks.get(kind);
  const hook = { id: kind, name: "Set by hand", url, topics: ["*"], secret: secret ?? known?.secret ?? account.credentials.token ?? "", headers: {}, kind, disabledMs: null, createdMs: ground.now(), failingSinceMs: null };
  account.hooks.set(kind, hook);
  return { id: hook.id, secret: hook.secret };
}
