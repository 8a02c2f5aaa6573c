import { expect, test } from "vitest";
import { consentOf } from "../consent/consent.ts";
import type { ConsentEntry } from "../consent/entry.ts";
import { type ConsentState, NO_CONSENT } from "../consent/grant.ts";
import type { PlatformEvent } from "../platforms/adapter.ts";
import { decideReply, type HeardReply, repliesIn, type Standing, withOptOuts } from "./reply.ts";

const AT = new Date("2026-06-15T12:00:00.000Z");
const BEFORE = AT.getTime() - 1_000_000;
const heard = (body: string, more: Partial<HeardReply> = {}): HeardReply => ({ key: "SM1:received", phone: "+12125550107", body, pictures: 0, keyword: null, messageId: "SM1", at: AT, ...more });

const said = { at: BEFORE, source: "keyword" as const, evidence: null };
const states = (...entries: ConsentEntry[]): ConsentState => consentOf(entries, AT.getTime());
const NOBODY = NO_CONSENT;
const STOPPED = states({ kind: "stopped", ...said, by: "reply" });
const SUBSCRIBED = states({ kind: "confirmed", ...said, scopes: ["marketing"], disclosure: null });
const BLOCKED = states({ kind: "stopped", ...said, source: "merchant", by: "merchant" });
const asked: Standing["asked"] = { scopes: ["marketing", "cartReminders"], disclosure: { version: "1", text: "Reply YES", locale: "en" }, messageId: "SM0", expiresAt: new Date(AT.getTime() + 1) };
const over: Standing["asked"] = { ...asked, expiresAt: AT };

type Row = [body: string, standing: Standing, meaning: string, entries: string[], review: boolean, answer: boolean];
const of = (state: ConsentState, waits: Standing["asked"] = null): Standing => ({ state, asked: waits });

const ROWS: Row[] = [
  ["STOP", of(NOBODY), "optOut", ["stopped"], false, true],
  ["Please remove me from your list", of(SUBSCRIBED), "optOut", ["stopped"], false, true],
  ["arrêt", of(SUBSCRIBED), "optOut", ["stopped"], false, true],
  ["STOP", of(SUBSCRIBED, asked), "optOut", ["stopped"], false, true],
  ["this is so annoying", of(SUBSCRIBED), "suspected", ["suspected"], true, false],
  ["this is so annoying", of(STOPPED), "suspected", [], false, false],
  ["HELP", of(SUBSCRIBED), "help", [], false, true],
  ["YES", of(NOBODY, asked), "confirmed", ["confirmed"], false, true],
  ["Y", of(NOBODY, asked), "confirmed", ["confirmed"], false, true],
  ["oui !", of(NOBODY, asked), "confirmed", ["confirmed"], false, true],
  ["JOIN", of(NOBODY, asked), "confirmed", ["confirmed"], false, true],
  ["YES", of(NOBODY, over), "optIn", [], false, false],
  ["YES", of(STOPPED, asked), "optIn", [], false, false],
  ["YES", of(NOBODY), "optIn", [], false, false],
  ["YES", of(SUBSCRIBED), "optIn", [], false, false],
  ["Y", of(NOBODY), "none", [], false, false],
  ["START", of(STOPPED), "restarted", ["optedIn"], false, true],
  ["UNSTOP", of(STOPPED, asked), "restarted", ["optedIn"], false, true],
  ["START", of(BLOCKED), "restarted", ["optedIn"], false, true],
  ["JOIN", of(NOBODY), "joined", [], false, true],
  ["START", of(NOBODY), "joined", [], false, true],
  ["START", of(SUBSCRIBED), "optIn", [], false, false],
  ["When will my parcel come?", of(SUBSCRIBED), "none", [], false, false],
  ["", of(SUBSCRIBED), "none", [], false, false],
];

test.each(ROWS)("“%s” does what its words and what stood before make of it.", (body, standing, meaning, entries, needsReview, needsAnswer) => {
  const decided = decideReply(heard(body), standing);
  expect({ ...decided, entries: decided.entries.map(({ kind }) => kind) }).toMatchObject({ meaning, entries, needsReview, needsAnswer });
});

test("A yes holds the words that were asked and the messages that asked and answered; a stop holds their own words.", () => {
  expect(decideReply(heard("YES"), of(NOBODY, asked)).entries).toEqual([{ kind: "confirmed", at: AT.getTime(), source: "keyword", scopes: ["marketing", "cartReminders"], disclosure: asked.disclosure, evidence: { page: null, messageIds: ["SM0", "SM1"], order: null, note: "YES" } }]);
  expect(decideReply(heard("leave me alone"), of(NOBODY)).entries).toMatchObject([{ kind: "stopped", by: "reply", evidence: { messageIds: ["SM1"], note: "leave me alone" } }]);
});

test("Of our reading and the platform's keywords the one that takes more away holds, and what the platform answered is not answered again.", () => {
  expect(decideReply(heard("BYE BYE", { keyword: "stop" }), of(SUBSCRIBED))).toMatchObject({ meaning: "optOut", needsAnswer: false });
  expect(decideReply(heard("stop", { keyword: "start" }), of(SUBSCRIBED))).toMatchObject({ meaning: "optOut" });
  expect(decideReply(heard("RETURN", { keyword: "start" }), of(STOPPED))).toMatchObject({ meaning: "restarted", needsAnswer: true });
  expect(decideReply(heard("yes", { keyword: "start" }), of(STOPPED))).toMatchObject({ meaning: "optIn", entries: [] });
  expect(decideReply(heard("HELP", { keyword: "help" }), of(SUBSCRIBED))).toMatchObject({ meaning: "help", needsAnswer: false });
});

test("Their own stop takes back every grant, and only START from the phone brings one back.", () => {
  const [stopped] = decideReply(heard("STOP"), of(SUBSCRIBED)).entries;
  const [started] = decideReply(heard("START", { at: new Date(AT.getTime() + 1) }), of(STOPPED)).entries;
  if (!stopped || !started) throw new Error("both say something");
  expect(consentOf([{ kind: "confirmed", ...said, scopes: ["marketing"], disclosure: null }, stopped], AT.getTime() + 5)).toMatchObject({ stop: { by: "reply" }, consent: { marketing: { state: "unsubscribed" } } });
  expect(consentOf([stopped, started], AT.getTime() + 5)).toMatchObject({ stop: null, consent: { marketing: { state: "subscribed", proof: "written" }, cartReminders: { state: "unsubscribed" } } });
});

const event = (more: Partial<PlatformEvent>): PlatformEvent => ({
  key: "SM1:received", kind: "smsReplied", at: null, person: { platformId: null, phone: "+12125550107", email: null }, messageId: "SM1", campaign: null, url: null, text: "Hi", errorCode: null, bot: false, ...more,
});

test("Of a delivery the texts are heard that say from which phone; a picture alone is one, too.", () => {
  const stop = event({ key: "SM1:stop", kind: "smsOptedOut", text: null });
  const read = (events: PlatformEvent[]) => repliesIn({ events }, () => AT);
  expect(read([event({ text: "BYE", keyword: "stop" }), stop])).toEqual([heard("BYE", { keyword: "stop" })]);
  expect(read([event({ text: "STOP" }), stop])).toEqual([heard("STOP")]);
  expect(read([event({ person: { platformId: null, phone: "12125550107", email: null } })])).toEqual([heard("Hi")]);
  expect(read([event({ text: null, pictures: 2 })])).toEqual([heard("", { pictures: 2 })]);
  expect(read([event({ text: null }), event({ person: { platformId: "1", phone: null, email: null } }), event({ kind: "smsSent" }), event({ person: { platformId: null, phone: "Segue", email: null } })])).toEqual([]);
});

test("What only we read as an opt-out becomes one for whoever has that phone, once.", () => {
  const told = withOptOuts({ events: [event({ text: "please remove me" }), event({ key: "SM2:received", messageId: "SM2", text: "thanks" })] });
  expect(told.events.map(({ kind, key }) => `${kind} ${key}`)).toEqual(["smsReplied SM1:received", "smsReplied SM2:received", "smsOptedOut SM1:received:stop"]);
  expect(withOptOuts(told).events).toHaveLength(3);
  const read = { events: [event({ text: "STOP" }), event({ key: "SM1:stop", kind: "smsOptedOut", text: null })] };
  expect(withOptOuts(read)).toBe(read);
});
