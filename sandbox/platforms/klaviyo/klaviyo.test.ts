import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { aScene, type Scene } from "../testing.ts";
import { signature } from "./hooks.ts";

const SARAH = { email: "sarah@example.com", phone_number: "+15005550006" };
const profile = (attributes: object, meta?: object) => ({ data: { type: "profile", attributes, ...(meta ? { meta } : {}) } });
const importJob = (people: object[], list?: string) => ({
  data: { type: "profile-bulk-import-job", attributes: { profiles: { data: people.map((attributes) => ({ type: "profile", attributes })) } }, ...(list ? { relationships: { lists: { data: [{ type: "list", id: list }] } } } : {}) },
});
const event = (unique_id: string, more: object = {}) => ({ data: { type: "event", attributes: { properties: { segment: "vip" }, unique_id, metric: { data: { type: "metric", attributes: { name: "Segment Entered" } } }, profile: { data: { type: "profile", attributes: SARAH } }, ...more } } });
const idOf = ({ body }: { body: unknown }) => (body as { data: { id: string } }).data.id;
const aList = async ({ ask }: Scene) => idOf(await ask("klaviyo", "POST /api/lists", { data: { type: "list", attributes: { name: "VIP" } } }));

test("A call without a revision, with a wrong media type, a wrong key or a scope that is missing is told so.", async () => {
  const { ask, platforms } = aScene();
  expect((await ask("klaviyo", "GET /api/accounts", undefined, { revision: "" })).status).toBe(400);
  expect((await ask("klaviyo", "POST /api/profile-import", profile(SARAH), { "content-type": "text/plain" })).status).toBe(415);
  expect((await ask("klaviyo", "GET /api/lists", undefined, { Authorization: "Klaviyo-API-Key other" })).status).toBe(401);
  platforms.control({ platform: "klaviyo", acts: [{ act: "scopes", missing: ["lists:write"] }] });
  expect((await ask("klaviyo", "POST /api/lists", { data: { type: "list", attributes: { name: "x" } } })).status).toBe(403);
  expect((await ask("klaviyo", "GET /api/nothing")).status).toBe(404);
  expect((await ask("klaviyo", "PUT /api/lists")).status).toBe(405);
});

test("A profile is made once, keeps what is not sent, clears what is null, and its arrays are added to and taken from.", async () => {
  const { ask, platforms } = aScene();
  expect((await ask("klaviyo", "POST /api/profile-import", profile({ ...SARAH, first_name: "Sarah" }, { patch_properties: { append: { app_segments: "vip" } } }))).status).toBe(201);
  const again = await ask("klaviyo", "POST /api/profile-import", profile({ email: SARAH.email }, { patch_properties: { append: { app_segments: ["vip", "gold"] } } }));
  expect(again).toMatchObject({ status: 200, body: { data: { attributes: { first_name: "Sarah", phone_number: SARAH.phone_number, properties: { app_segments: ["vip", "gold"] } } } } });
  await ask("klaviyo", "POST /api/profile-import", profile({ email: SARAH.email, first_name: null }, { patch_properties: { unappend: { app_segments: "vip" } } }));
  const read = await ask("klaviyo", `GET /api/profiles?filter=any(phone_number,["%2B15005550006"])&additional-fields[profile]=subscriptions`);
  expect(read.body).toMatchObject({ data: [{ attributes: { first_name: null, properties: { app_segments: ["gold"] }, subscriptions: { sms: { marketing: { consent: "NEVER_SUBSCRIBED", can_receive_sms_marketing: false } } } } }] });
  expect(platforms.view("klaviyo").places).toMatchObject([{ ref: "app_segments:gold", members: [{ email: SARAH.email }] }]);
});

test("Bad profiles are refused with a pointer: no identifier, a bad number, an unknown field.", async () => {
  const { ask } = aScene();
  expect(await ask("klaviyo", "POST /api/profile-import", profile({ first_name: "x" }))).toMatchObject({ status: 400, body: { errors: [{ code: "invalid", source: { pointer: "/data/attributes" } }] } });
  expect(await ask("klaviyo", "POST /api/profile-import", profile({ phone_number: "0171" }))).toMatchObject({ status: 400, body: { errors: [{ source: { pointer: "/data/attributes/phone_number" } }] } });
  expect((await ask("klaviyo", "POST /api/profile-import", profile({ ...SARAH, colour: "red" }))).status).toBe(400);
  expect((await ask("klaviyo", "POST /api/profile-import", {})).status).toBe(400);
});

test("An import is taken at once and done later, person by person, into a list, and leaves consent alone.", async () => {
  const scene = aScene();
  const { ask, platforms, forward } = scene;
  const list = await aList(scene);
  const job = await ask("klaviyo", "POST /api/profile-bulk-import-jobs", importJob([SARAH, { phone_number: "+15005550001" }, { email: "tom@example.com" }], list));
  expect(job).toMatchObject({ status: 202, body: { data: { attributes: { status: "processing", total_count: 3 } } } });
  expect(platforms.view("klaviyo").people).toEqual([]);
  await forward(2000);
  const path = `/api/profile-bulk-import-jobs/${idOf(job)}`;
  expect((await ask("klaviyo", `GET ${path}`)).body).toMatchObject({ data: { attributes: { status: "complete", completed_count: 2, failed_count: 1 } } });
  expect((await ask("klaviyo", `GET ${path}/import-errors`)).body).toMatchObject({ data: [{ attributes: { code: "invalid", source: { pointer: "/data/attributes/phone_number" }, original_payload: { attributes: { phone_number: "+15005550001" } } } }] });
  const view = platforms.view("klaviyo");
  expect(view.places).toMatchObject([{ ref: list, members: [{ email: "sarah@example.com" }, { email: "tom@example.com" }] }]);
  expect(view.consent).toEqual({ "+15005550006": { sms: "never", email: "never" }, "tom@example.com": { sms: "never", email: "never" } });
});

test("A job can be slow, expire, stall, or leave out every second person.", async () => {
  const { ask, platforms, forward } = aScene();
  const state = async (job: { body: unknown }) => ((await ask("klaviyo", `GET /api/profile-bulk-import-jobs/${idOf(job)}`)).body as { data: { attributes: object } }).data.attributes;
  const slow = await ask("klaviyo", "POST /api/profile-bulk-import-jobs", importJob([{ email: "slow@example.com" }]));
  const gone = await ask("klaviyo", "POST /api/profile-bulk-import-jobs", importJob([{ email: "expire@example.com" }]));
  const half = await ask("klaviyo", "POST /api/profile-bulk-import-jobs", importJob([{ email: "a@example.com" }, { email: "partly@example.com" }]));
  platforms.control({ platform: "klaviyo", faults: { jobStall: true } });
  const stalled = await ask("klaviyo", "POST /api/profile-bulk-import-jobs", importJob([SARAH]));
  await forward(5000);
  expect(await state(slow)).toMatchObject({ status: "processing" });
  expect(await state(gone)).toMatchObject({ status: "cancelled", completed_count: 0 });
  expect(await state(half)).toMatchObject({ status: "complete", completed_count: 1, failed_count: 1 });
  await forward(600_000);
  expect(await state(slow)).toMatchObject({ status: "complete", completed_count: 1 });
  expect(await state(stalled)).toMatchObject({ status: "processing" });
});

test("Lists take up to 1,000 known ids a call, give them back in pages, and a malformed id is not a missing one.", async () => {
  const scene = aScene();
  const { ask, forward } = scene;
  const list = await aList(scene);
  await ask("klaviyo", "POST /api/profile-bulk-import-jobs", importJob(Array.from({ length: 105 }, (_, n) => ({ email: `p${n}@example.com` })), list));
  await forward(2000);
  const first = (await ask("klaviyo", `GET /api/lists/${list}/relationships/profiles?page[size]=100`)).body as { data: { id: string }[]; links: { next: string } };
  const second = (await ask("klaviyo", `GET ${first.links.next.slice("https://a.klaviyo.com".length)}`)).body as typeof first;
  expect([first.data.length, second.data.length, second.links.next]).toEqual([100, 5, null]);
  expect((await ask("klaviyo", `DELETE /api/lists/${list}/relationships/profiles`, { data: first.data })).status).toBe(204);
  expect((await ask("klaviyo", `POST /api/lists/${list}/relationships/profiles`, { data: [{ type: "profile", id: "01NOBODY" }] })).status).toBe(404);
  expect((await ask("klaviyo", `POST /api/lists/${list}/relationships/profiles`, { data: Array.from({ length: 1001 }, () => first.data[0]) })).status).toBe(400);
  expect([(await ask("klaviyo", "GET /api/lists/no-id")).status, (await ask("klaviyo", "GET /api/lists/AAAAAA")).status]).toEqual([400, 404]);
});

test("An event with the same unique id for the same profile and metric is recorded once; backfill starts nothing.", async () => {
  const { ask, platforms } = aScene();
  for (const body of [event("u1"), event("u1"), event("u2", { backfill: true })]) expect((await ask("klaviyo", "POST /api/events", body)).status).toBe(202);
  expect(platforms.view("klaviyo").events.map(({ uniqueId, silent }) => [uniqueId, silent])).toEqual([["u1", false], ["u2", true]]);
});

test("Consent changes by subscribe and unsubscribe alone, and one bad number refuses the whole batch at its index.", async () => {
  const { ask, platforms, forward } = aScene();
  const subscribe = (people: string[]) => ({ data: { type: "profile-subscription-bulk-create-job", attributes: { profiles: { data: people.map((phone_number) => ({ type: "profile", attributes: { phone_number, subscriptions: { sms: { marketing: { consent: "SUBSCRIBED" } } } } })) } } } });
  expect(await ask("klaviyo", "POST /api/profile-subscription-bulk-create-jobs", subscribe([SARAH.phone_number, "+15005550001"]))).toMatchObject({ status: 400, body: { errors: [{ source: { pointer: "/data/attributes/profiles/data/1/attributes/phone_number" } }] } });
  expect((await ask("klaviyo", "POST /api/profile-subscription-bulk-create-jobs", subscribe([SARAH.phone_number]))).status).toBe(202);
  await forward(2000);
  expect(platforms.view("klaviyo").consent).toEqual({ [SARAH.phone_number]: { sms: "subscribed", email: "never" } });
});

test("Burst, steady and daily windows are kept apart for keys and installs, and say when to come back.", async () => {
  const { ask, forward } = aScene();
  const list = () => ask("klaviyo", "POST /api/lists", { data: { type: "list", attributes: { name: "x" } } });
  for (let made = 0; made < 10; made++) expect((await list()).status).toBe(201);
  expect(await list()).toMatchObject({ status: 429, headers: { "retry-after": "1" }, body: { errors: [{ code: "throttled" }] } });
  expect((await ask("klaviyo", "GET /api/lists")).headers).toMatchObject({ "ratelimit-limit": "750", "ratelimit-remaining": "749" });
  for (let made = 10; made < 150; made++) {
    if (made % 10 === 0) await forward(made % 100 === 0 ? 60_000 : 1000);
    expect((await list()).status).toBe(201);
  }
  await forward(60_000);
  expect(Number((await list()).headers["retry-after"])).toBeGreaterThan(3600);
});

test("A merchant's yes gives a code that PKCE guards; tokens age, are refreshed and revoked; webhooks need them.", async () => {
  const { ask, platforms, forward } = aScene();
  const verifier = "v".repeat(43);
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const url = `https://www.klaviyo.com/oauth/authorize?${new URLSearchParams({ response_type: "code", client_id: "sandbox-klaviyo-client", redirect_uri: "https://app.example.com/back", scope: "accounts:read lists:read webhooks:write", state: "s1", code_challenge_method: "S256", code_challenge: challenge }).toString()}`;
  expect(platforms.approve(url, "deny")).toBe("https://app.example.com/back?state=s1&error=access_denied");
  const token = async (form: Record<string, string>) => (await ask("klaviyo", "POST /oauth/token", new URLSearchParams(form), { Authorization: `Basic ${Buffer.from("sandbox-klaviyo-client:sandbox-klaviyo-secret").toString("base64")}` })) as { status: number; body: { access_token: string; refresh_token: string } };
  const code = () => new URL(platforms.approve(url)).searchParams.get("code") ?? "";
  const wanted = { grant_type: "authorization_code", redirect_uri: "https://app.example.com/back" };
  expect((await token({ ...wanted, code: code(), code_verifier: "wrong" })).status).toBe(400);
  const { body: tokens } = await token({ ...wanted, code: code(), code_verifier: verifier });
  const bearer = { Authorization: `Bearer ${tokens.access_token}` };
  expect((await ask("klaviyo", "GET /api/lists", undefined, bearer)).status).toBe(200);
  expect((await ask("klaviyo", "GET /api/profiles", undefined, bearer)).status).toBe(403);
  const hook = { data: { type: "webhook", attributes: { name: "w", endpoint_url: "https://app.example.com/hooks/k", secret_key: "a secret of sixteen" }, relationships: { "webhook-topics": { data: [{ type: "webhook-topic", id: "event:klaviyo.sent_sms" }] } } } };
  expect((await ask("klaviyo", "POST /api/webhooks", hook)).status).toBe(403);
  expect(await ask("klaviyo", "POST /api/webhooks", hook, bearer)).toMatchObject({ status: 201, body: { data: { attributes: { endpoint_url: "https://app.example.com/********" } } } });
  await forward(3_600_000);
  expect((await ask("klaviyo", "GET /api/lists", undefined, bearer)).status).toBe(401);
  const { body: fresh } = await token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
  expect(fresh.refresh_token).toBe(tokens.refresh_token);
  await ask("klaviyo", "POST /oauth/revoke", new URLSearchParams({ token: fresh.refresh_token }));
  expect((await ask("klaviyo", "GET /api/lists", undefined, { Authorization: `Bearer ${fresh.access_token}` })).status).toBe(401);
});

test("What a person texts comes as sent_sms, signed over body and timestamp; several events share one body.", async () => {
  const { ask, platforms, forward, told } = aScene();
  platforms.control({ platform: "klaviyo", acts: [{ act: "advancedKdp", on: true }] });
  const topics = ["event:klaviyo.sent_sms", "event:klaviyo.unsubscribed_from_sms_marketing"].map((id) => ({ type: "webhook-topic", id }));
  await ask("klaviyo", "POST /api/webhooks", { data: { type: "webhook", attributes: { name: "w", endpoint_url: "https://app.example.com/hooks/k", secret_key: "a secret of sixteen" }, relationships: { "webhook-topics": { data: topics } } } });
  platforms.control({ platform: "klaviyo", acts: [{ act: "reply", phone: SARAH.phone_number, text: "STOP" }] });
  await forward(1000);
  expect(told).toHaveLength(1);
  const { body = "", headers = {} } = told[0] ?? {};
  expect(JSON.parse(body)).toMatchObject({ meta: { klaviyo_account_id: "SBKLV1", klaviyo_webhook_id: headers["klaviyo-webhook-id"] }, data: [{ topic: "event:klaviyo.sent_sms" }, { topic: "event:klaviyo.unsubscribed_from_sms_marketing" }] });
  expect(headers["klaviyo-signature"]).toBe(signature("a secret of sixteen", body, headers["klaviyo-timestamp"] ?? ""));
  expect(platforms.view("klaviyo").consent).toEqual({ [SARAH.phone_number]: { sms: "unsubscribed", email: "never" } });
});

test("The signature is the published one.", () => {
  const body = '{"data":[],"meta":{"timestamp":"2026-09-04T13:16:52+00:00"}}';
  expect(signature("test_klaviyo_secret_16", body, "Fri, 04 Sep 2026 18:16:52 GMT")).toBe("6ccdc88a79875afa4333e0c3c1ad01142fd78416fd9ad116d0980057b3cd1964");
});
