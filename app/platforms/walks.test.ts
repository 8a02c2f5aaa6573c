// What adapters make of answers that platforms were seen to give: who was accepted, who was not and why, and what is
// never done twice.
import { expect, test } from "vitest";
import { CustomerId } from "../lib/ids.ts";
import type { Credentials, Member, PlatformAnswer, PlatformCommand, PlatformId, Step } from "./adapter.ts";
import { adapterOf, ADAPTERS } from "./adapters.ts";

const KEY: Credentials = { kind: "key", key: "SK1", account: "AC1", secret: "s", sender: "+15005550006" };
const answer = (status: number, body: unknown = {}): PlatformAnswer => ({ status, headers: {}, body: typeof body === "string" ? body : JSON.stringify(body) });
const someone = (number: number, more: Partial<Member> = {}): Member => ({ customerId: CustomerId.parse(String(number)), phone: `+1500555100${number}`, email: `ann${number}@example.com`, platformId: null, ...more });

/** The lines of the requests that lead from the answers to the end, with what `show` takes of a body. */
function play(platform: PlatformId, command: PlatformCommand, answers: (PlatformAnswer | "lost")[]): { asked: string[]; bodies: unknown[]; end: Step } {
  const adapter = adapterOf(ADAPTERS, platform);
  const [asked, bodies]: [string[], unknown[]] = [[], []];
  let step = adapter.begin(command, KEY);
  for (const given of answers) {
    if (step.kind !== "call" && step.kind !== "wait") break;
    const { method, path, body } = step.request;
    asked.push(`${method} ${decodeURIComponent(path)}`);
    bodies.push(body?.startsWith("{") ? JSON.parse(body) : body);
    step = given === "lost" ? adapter.lost(command, step.progress, KEY) : adapter.proceed(command, step.progress, given, KEY);
  }
  return { asked, bodies, end: step };
}

const people = (step: Step) => (step.kind === "done" && step.result.kind === "people" ? step.result.outcomes.map(({ customerId, result, platformId }) => `${customerId} ${result} ${platformId ?? "-"}`) : step);

const LIST = { key: "segue-1", name: "VIP", ref: "L1" };
const job = (status: string, failed = 0) => answer(200, { data: { id: "J1", attributes: { status, failed_count: failed } } });
const profiles = (...all: [string, string][]) => answer(200, { data: all.map(([id, email]) => ({ id, attributes: { email, phone_number: null } })) });

test("an addition to a Klaviyo list is an import that is waited for, whose errors name people, and whose profiles are then known", () => {
  const { asked, end } = play("klaviyo", { kind: "change", op: "add", place: LIST, people: [someone(1), someone(2), someone(3)] }, [
    answer(202, { data: { id: "J1" } }), job("queued"), job("complete", 1),
    answer(200, { data: [{ attributes: { code: "invalid", source: { pointer: "/data/attributes/phone_number" }, original_payload: { email: "ANN2@example.com" } } }] }),
    profiles(["P1", "Ann1@example.com"], ["P3", "ann3@example.com"]),
  ]);
  expect(asked).toEqual([
    "POST /api/profile-bulk-import-jobs", "GET /api/profile-bulk-import-jobs/J1", "GET /api/profile-bulk-import-jobs/J1", "GET /api/profile-bulk-import-jobs/J1/import-errors?page[size]=100",
    `GET /api/profiles?filter=any(email,["ann1@example.com","ann3@example.com"])&page[size]=100&fields[profile]=email,phone_number`,
  ]);
  expect(people(end)).toEqual(["1 accepted P1", "2 refused -", "3 accepted P3"]);
});

test("an import that Klaviyo refuses as a whole goes on without whom it points at, else in halves", () => {
  const change: PlatformCommand = { kind: "change", op: "add", place: LIST, people: [someone(1, { platformId: "P1" }), someone(2, { platformId: "P2" })] };
  const pointing = play("klaviyo", change, [answer(400, { errors: [{ code: "invalid", source: { pointer: "/data/attributes/profiles/data/0/attributes/phone_number" } }] }), answer(202, { data: { id: "J1" } }), job("complete")]);
  expect(people(pointing.end)).toEqual(["1 refused P1", "2 accepted P2"]);
  const silent = play("klaviyo", change, [answer(400), answer(202, { data: { id: "J1" } }), job("complete"), answer(400)]);
  expect(people(silent.end)).toEqual(["1 accepted P1", "2 refused P2"]);
});

test("a Klaviyo list that somebody deleted is gone, and is not made anew", () => {
  const { asked, end } = play("klaviyo", { kind: "change", op: "remove", place: LIST, people: [someone(1, { platformId: "P1" })] }, [answer(404), answer(404)]);
  expect(asked).toEqual(["DELETE /api/lists/L1/relationships/profiles", "GET /api/lists/L1"]);
  expect(end).toMatchObject({ kind: "failed", failure: { reason: "gone" } });
  expect(play("klaviyo", { kind: "ensurePlace", place: LIST }, [answer(404)]).end).toMatchObject({ kind: "failed", failure: { reason: "gone" } });
});

test("a Klaviyo list that may have been made is looked for by its name, which holds our key", () => {
  const { asked, end } = play("klaviyo", { kind: "ensurePlace", place: { ...LIST, ref: null } }, [answer(200, { data: [{ id: "X", attributes: { name: "VIP" } }] }), "lost", answer(200, { data: [{ id: "L9", attributes: { name: "VIP (segue-1)" } }] })]);
  expect(asked).toEqual([`GET /api/lists?filter=equals(name,"VIP (segue-1)")`, "POST /api/lists", `GET /api/lists?filter=equals(name,"VIP (segue-1)")`]);
  expect(end).toEqual({ kind: "done", result: { kind: "place", ref: "L9" } });
});

test("a removal from a Klaviyo list looks up whom we have no profile of, and whoever has none is on no list", () => {
  const { asked, bodies, end } = play("klaviyo", { kind: "change", op: "remove", place: LIST, people: [someone(1), someone(2)] }, [profiles(["P2", "ann2@example.com"]), answer(204)]);
  expect(asked[1]).toBe("DELETE /api/lists/L1/relationships/profiles");
  expect(bodies[1]).toEqual({ data: [{ type: "profile", id: "P2" }] });
  expect(people(end)).toEqual(["1 accepted -", "2 accepted P2"]);
});

test("outcomes at Klaviyo stay with their people where somebody is erased while the import runs", () => {
  const adapter = adapterOf(ADAPTERS, "klaviyo");
  const change = (all: Member[]): PlatformCommand => ({ kind: "change", op: "add", place: LIST, people: all });
  const all = [someone(1, { platformId: "P1" }), someone(2), someone(3, { platformId: "P3" })];
  const first = adapter.begin(change(all), KEY);
  if (first.kind !== "call") throw new Error("It begins with a call.");
  const second = adapter.proceed(change(all), first.progress, answer(202, { data: { id: "J1" } }), KEY);
  if (second.kind !== "wait") throw new Error("It waits for the job.");
  const third = adapter.proceed(change(all), second.progress, job("complete", 1), KEY);
  if (third.kind !== "call") throw new Error("It asks for the errors.");
  const left = change(all.slice(1));
  const fourth = adapter.proceed(left, third.progress, answer(200, { data: [{ attributes: { code: "invalid", source: {}, original_payload: { id: "P3" } } }] }), KEY);
  expect(people(fourth.kind === "call" ? adapter.proceed(left, fourth.progress, profiles(["P2", "ann2@example.com"]), KEY) : fourth)).toEqual(["2 accepted P2", "3 refused P3"]);
});

test("Attentive's file of outcomes is read from another host without our token, person by person", () => {
  const change: PlatformCommand = { kind: "change", op: "add", place: { ...LIST, ref: "segue-1" }, people: [someone(1), someone(2), someone(3, { phone: null }), someone(4)] };
  const line = (member: object, response: object) => JSON.stringify({ request: member, response });
  const { asked, bodies, end } = play("attentive", change, [
    answer(202, { batchJobId: "B1" }), answer(200, { status: "IN_PROGRESS" }), answer(200, { status: "COMPLETED", url: "https://files.example/b1.jsonl?x=1" }),
    answer(200, [line({ phone: "15005551001" }, { status: "SUCCESS" }), line({ phone: "+15005551002" }, { status: "FAILURE", message: "User not found" }), line({ email: "ann3@example.com" }, { statusCode: 400, error: "bad" })].join("\n")),
  ]);
  expect(bodies[0]).toEqual({ externalId: "segue-1", members: [{ phone: "+15005551001" }, { phone: "+15005551002" }, { email: "ann3@example.com" }, { phone: "+15005551004" }] });
  expect(asked.at(-1)).toBe("GET /b1.jsonl?x=1");
  expect(people(end)).toEqual(["1 accepted -", "2 skipped -", "3 refused -", "4 unknown -"]);
});

test("Attentive's attribute is a yes or a no, and its opt-out texts nobody", () => {
  expect(play("attentive", { kind: "change", op: "remove", place: { ...LIST, model: "property" }, people: [someone(1)] }, [answer(202, { batchJobId: "B" })]).bodies).toEqual([{ users: [{ identifiers: { phone: "+15005551001" }, attributes: { custom: { "segue-1": false } } }] }]);
  expect(play("attentive", { kind: "optOut", person: someone(1), at: "2026-11-26T10:00:00Z", source: "shopify" }, [answer(202)]).bodies).toEqual([{ user: { phone: "+15005551001" }, subscriptions: [{ type: "MARKETING", channel: "TEXT" }], notification: { disabled: true } }]);
});

test("Postscript is told all places of a subscriber at once, and a stranger is skipped, never made", () => {
  const change = (person: Member): PlatformCommand => ({ kind: "change", op: "add", place: { ...LIST, key: "segue-2" }, people: [person] });
  const sure = play("postscript", change(someone(1, { platformId: "s_1", places: ["segue-9", "segue-2"] })), [answer(200)]);
  expect([sure.asked, sure.bodies]).toEqual([["PATCH /api/v2/subscribers/s_1"], [{ properties: { segue_segments: ["segue-2", "segue-9"] } }]]);
  const read = play("postscript", change(someone(1)), [answer(200, { subscribers: [{ id: "s_1", phone_number: "15005551001", properties: { segue_segments: ["segue-1"], other: 5 } }] }), answer(400), answer(200)]);
  expect(read.bodies).toEqual([null, { properties: { segue_segments: ["segue-1", "segue-2"] } }, { properties: `{"segue_segments":["segue-1","segue-2"]}` }]);
  expect(people(read.end)).toEqual(["1 accepted s_1"]);
  expect(people(play("postscript", change(someone(1)), [answer(200, { subscribers: [] })]).end)).toEqual(["1 skipped -"]);
});

const TEXT: PlatformCommand = { kind: "send", key: "k", person: someone(1), body: "Hello + you", category: "promotional", callback: "https://segue.example/h", at: "2026-11-26T10:00:00Z", until: "2026-11-26T10:04:00Z" };

test("a text whose answer was lost is looked for at Twilio, and is never sent again", () => {
  const at = (date_created: string) => answer(200, { messages: [{ sid: "SM9", body: "Hello + you", status: "sent", date_created }] });
  const found = play("twilio", TEXT, ["lost", at("Thu, 26 Nov 2026 10:00:02 +0000")]);
  expect(found.asked).toEqual(["POST /2010-04-01/Accounts/AC1/Messages.json", "GET /2010-04-01/Accounts/AC1/Messages.json?To=+15005551001&PageSize=50"]);
  expect(found.bodies[0]).toBe("To=%2B15005551001&From=%2B15005550006&Body=Hello+%2B+you&SmartEncoded=false&StatusCallback=https%3A%2F%2Fsegue.example%2Fh");
  expect(found.end).toEqual({ kind: "done", result: { kind: "message", messageId: "SM9", state: "sent" } });
  // The same words went to them at another time too: a week before, and by another text that was due soon after.
  for (const other of ["Thu, 19 Nov 2026 10:00:02 +0000", "Thu, 26 Nov 2026 10:11:00 +0000"]) {
    expect(play("twilio", TEXT, ["lost", at(other)]).end).toMatchObject({ kind: "failed", failure: { reason: "doubt" } });
  }
  expect(play("postscript", TEXT, ["lost"]).end).toMatchObject({ kind: "failed", failure: { reason: "doubt" } });
});

test("what Twilio's codes mean is said in words", () => {
  expect(play("twilio", TEXT, [answer(400, { code: 21610, message: "Attempt to send to unsubscribed recipient +15005551001" })]).end).toEqual({ kind: "failed", failure: { reason: "refused", detail: "The person has replied STOP to this sender. (21610)", retryAfterMs: null, code: "21610" } });
});

test("Omnisend's pause is told in the body, and each person is named by one identifier", () => {
  const change: PlatformCommand = { kind: "change", op: "add", place: LIST, people: [someone(1, { platformId: "c1" }), someone(2), someone(3, { phone: null })] };
  const { bodies, end } = play("omnisend", change, [answer(429, { retryAfter: 12 })]);
  expect(bodies).toEqual([{ tags: ["segue-1"], contactIDs: ["c1"], phones: ["+15005551002"], emails: ["ann3@example.com"] }]);
  expect(end).toMatchObject({ failure: { reason: "throttled", retryAfterMs: 12_000 } });
});

test("consent is read of each person, and what is not sure is unknown", () => {
  const read: PlatformCommand = { kind: "readConsent", people: [someone(1), someone(2), someone(3, { phone: null, email: null })] };
  const consents = (platform: PlatformId, answers: PlatformAnswer[]) => { const { end } = play(platform, read, answers); return end.kind === "done" && end.result.kind === "consent" ? end.result.people.map(({ sms }) => sms) : end; };
  expect(consents("klaviyo", [answer(200, { data: [{ id: "P1", attributes: { phone_number: "+15005551001", subscriptions: { sms: { marketing: { consent: "UNSUBSCRIBED" } } } } }] })])).toEqual(["unsubscribed", "never", "unknown"]);
  const eligible = (isEligible: boolean) => answer(200, { subscriptionEligibilities: [{ subscription: { type: "MARKETING", channel: "TEXT" }, eligibility: { isEligible } }] });
  expect(consents("attentive", [eligible(true), eligible(false)])).toEqual(["subscribed", "unknown", "unknown"]);
  expect(consents("postscript", [answer(200, { subscribers: [{ id: "s", phone_number: "+15005551002", subscriptions: { promotional: { can_send: false } } }] })])).toEqual(["never", "unsubscribed", "unknown"]);
  const contact = (id: string, status: string) => answer(200, { contacts: [{ id: "c", identifiers: [{ type: "phone", id, channels: { sms: { status } } }] }] });
  expect(consents("omnisend", [contact("+15005551001", "unsubscribed"), answer(200, { contacts: [] })])).toEqual(["unsubscribed", "never", "unknown"]);
});
