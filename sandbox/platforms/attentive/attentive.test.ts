import { expect, test } from "vitest";
import { aScene, type Scene } from "../testing.ts";
import { signature } from "./hooks.ts";

const PHONE = "+13115552368";
const VIP = { name: "VIP (Segue)", description: "Synced", externalId: "segue_vip" };
const members = (people: object[]) => ({ externalId: "segue_vip", members: people });

async function withSegment(scene: Scene) {
  expect((await scene.ask("attentive", "POST /v2/segments", VIP)).status).toBe(201);
  return scene;
}

async function results({ ask, platforms, forward }: Scene, submitted: { body: unknown }) {
  await forward(2000);
  const { batchJobId } = submitted.body as { batchJobId: string };
  const { body } = await ask("attentive", `GET /v2/bulk/job/${batchJobId}`);
  const { url } = body as { url: string };
  const file = await platforms.http.send({ method: "GET", url, headers: {}, timeoutMs: 1000 });
  return file.kind === "answer" ? { status: file.status, job: body, lines: file.status === 200 ? file.body.trim().split("\n").map((line) => (JSON.parse(line) as { response: { status: string } }).response.status) : [] } : null;
}

test("Members are added and removed by jobs, whose file tells of each at another host.", async () => {
  const scene = await withSegment(aScene());
  const { ask, platforms, forward } = scene;
  const added = await ask("attentive", "POST /v2/bulk/segments/members", members([{ phone: PHONE }, { email: "a@example.com" }, { phone: "+15005550001" }]));
  expect(added.status).toBe(202);
  expect((await ask("attentive", `GET /v2/bulk/job/${(added.body as { batchJobId: string }).batchJobId}`)).body).toMatchObject({ status: "IN_PROGRESS", totalRecords: 3 });
  expect(await results(scene, added)).toMatchObject({ status: 200, job: { status: "COMPLETED" }, lines: ["SUCCESS", "SUCCESS", "FAILURE"] });
  expect(platforms.view("attentive").places[0]?.members.map(({ phone, email }) => phone ?? email)).toEqual([PHONE, "a@example.com"]);
  const removed = await ask("attentive", "DELETE /v2/bulk/segments/members", members([{ phone: PHONE }, { phone: "+13115550000" }]));
  expect(await results(scene, removed)).toMatchObject({ lines: ["SUCCESS", "FAILURE"] });
  expect(platforms.view("attentive").places[0]?.members).toHaveLength(1);
  await forward(15 * 86_400_000);
  expect((await ask("attentive", `GET /v2/bulk/job/${(added.body as { batchJobId: string }).batchJobId}`)).status).toBe(404);
});

test("A job may come to nothing: its file is not there, and nobody was added.", async () => {
  const scene = await withSegment(aScene());
  const added = await scene.ask("attentive", "POST /v2/bulk/segments/members", members([{ email: "expire@example.com" }]));
  expect(await results(scene, added)).toMatchObject({ status: 403, job: { status: "COMPLETED" } });
  expect(scene.platforms.view("attentive").places[0]?.members).toEqual([]);
});

test("More than 10,000 members, none, or one without an identifier are refused; an archived segment is gone.", async () => {
  const { ask } = await withSegment(aScene());
  for (const people of [[], [{}], [{ phone: "" }], Array.from({ length: 10_001 }, (_, n) => ({ email: `p${n}@example.com` }))]) expect((await ask("attentive", "POST /v2/bulk/segments/members", members(people))).status).toBe(400);
  expect((await ask("attentive", "DELETE /v2/segments/external/segue_vip")).status).toBe(204);
  expect((await ask("attentive", "POST /v2/bulk/segments/members", members([{ phone: PHONE }]))).status).toBe(404);
});

test("The first value of an attribute fixes its type for the account, and arrays are refused.", async () => {
  const { ask } = aScene();
  const set = (value: unknown, phone = PHONE) => ask("attentive", "POST /v1/attributes/custom", { properties: { app_tier: value }, user: { phone } });
  expect((await set("gold")).status).toBe(200);
  expect((await set(3, "+13115550000")).status).toBe(400);
  expect((await set(["gold"])).status).toBe(400);
  expect((await ask("attentive", `GET /v1/attributes/custom?phone=%2B13115552368`)).body).toEqual([{ name: "app_tier", value: "gold" }]);
  expect((await ask("attentive", `GET /v1/attributes/custom?phone=%2B13115552368&email=a@example.com`)).status).toBe(400);
});

test("A phone and an email of two users bridge them into one.", async () => {
  const { ask, platforms } = aScene();
  for (const user of [{ phone: PHONE }, { email: "a@example.com" }, { phone: PHONE, email: "a@example.com" }]) await ask("attentive", "POST /v1/attributes/custom", { properties: { seen: true }, user });
  expect(platforms.view("attentive").people).toMatchObject([{ phone: PHONE, email: "a@example.com" }]);
});

test("An event's type has no forbidden sign, and what is older than twelve hours starts nothing.", async () => {
  const { ask, platforms, at } = aScene();
  const send = (type: string, ageHours: number) => ask("attentive", "POST /v1/events/custom", { type, occurredAt: new Date(at.ms - ageHours * 3_600_000).toISOString(), user: { phone: PHONE } });
  expect([(await send("Segment, Entered", 0)).status, (await send("Segment Entered", 0)).status, (await send("Segment Entered", 13)).status]).toEqual([400, 200, 200]);
  expect(platforms.view("attentive").events.map(({ silent }) => silent)).toEqual([false, true]);
});

test("Subscribing texts the person even where they are subscribed; unsubscribing is silent on request.", async () => {
  const { ask, platforms } = aScene();
  const subscribe = () => ask("attentive", "POST /v1/subscriptions", { user: { phone: PHONE }, signUpSourceId: "1", singleOptIn: true });
  expect((await subscribe()).body).toMatchObject({ subscriptionResponses: [{ subscriptionCreationStatus: "NEWLY_CREATED" }] });
  expect((await subscribe()).body).toMatchObject({ subscriptionResponses: [{ subscriptionCreationStatus: "PREVIOUSLY_CREATED" }] });
  expect(platforms.view("attentive").messages.map(({ body }) => body)).toEqual(["You are already subscribed."]);
  await ask("attentive", "POST /v1/subscriptions/unsubscribe", { user: { phone: PHONE }, subscriptions: [{ type: "MARKETING", channel: "TEXT" }], notification: { disabled: true } });
  expect(platforms.view("attentive")).toMatchObject({ consent: { [PHONE]: { sms: "unsubscribed" } }, messages: [{}] });
  expect((await ask("attentive", "GET /v1/subscriptions?phone=%2B13115552368")).body).toMatchObject({ subscriptionEligibilities: [{ subscription: { type: "MARKETING", channel: "TEXT" }, eligibility: { isEligible: false } }, {}, {}] });
});

test("The limit is told with each answer, and unsubscribing is the slowest.", async () => {
  const { ask } = aScene();
  expect((await ask("attentive", "GET /v1/me")).headers).toMatchObject({ "x-ratelimit-limit": "150", "x-ratelimit-remaining": "149" });
  const slow = () => ask("attentive", "POST /v1/subscriptions/unsubscribe", { user: { phone: PHONE } });
  for (let call = 0; call < 5; call++) expect((await slow()).status).toBe(404);
  const { status, headers } = await slow();
  expect([status, headers["retry-after"]]).toEqual([429, undefined]);
});

test("The universal webhook hears all, signed over the raw body alone; an API-made one does not tell its key.", async () => {
  const { ask, platforms, forward, told } = aScene();
  const made = await ask("attentive", "POST /v1/webhooks", { url: "https://app.example.com/h", events: ["sms.subscribed"] });
  expect([made.status, made.text.includes("key")]).toEqual([201, false]);
  expect((await ask("attentive", "POST /v1/webhooks", { url: "https://app.example.com/h", events: ["sms.inbound_message"] })).status).toBe(400);
  platforms.control({ platform: "attentive", acts: [{ act: "hook", url: "https://app.example.com/hooks/attentive" }, { act: "reply", phone: PHONE, text: "STOP" }, { act: "click", phone: PHONE, url: "https://x.example.com" }, { act: "deliver", phone: PHONE }] });
  await forward(1000);
  expect(told.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual(["sms.inbound_message", "sms.unsubscribed", "sms.message_link_click"]);
  for (const { body, headers } of told) expect(headers["x-attentive-hmac-sha256"]).toBe(signature("attentive-signing-1", body));
});

test("A webhook that fails for days is tried ever more slowly and switched off.", async () => {
  const { platforms, forward, told, answerWith } = aScene();
  platforms.control({ platform: "attentive", acts: [{ act: "hook", url: "https://app.example.com/h" }, { act: "reply", phone: PHONE, text: "Hi" }] });
  answerWith.status = 500;
  for (let hour = 0; hour < 80; hour++) await forward(3_600_000);
  expect(told.length).toBeGreaterThan(8);
  expect(platforms.view("attentive").hooks).toMatchObject([{ disabled: true }]);
});

test("The install page gives a code for two minutes, and a token that does not end.", async () => {
  const { ask, platforms, forward } = aScene();
  const url = `https://ui.attentivemobile.com/integrations/oauth-install?${new URLSearchParams({ client_id: "sandbox-attentive-client", redirect_uri: "https://app.example.com/back", scope: "segments:read", state: "s" }).toString()}`;
  const code = () => new URL(platforms.approve(url)).searchParams.get("code") ?? "";
  const token = (given: string) => ask("attentive", "POST /v1/authorization-codes/tokens", new URLSearchParams({ grant_type: "authorization_code", code: given, redirect_uri: "https://app.example.com/back", client_id: "sandbox-attentive-client", client_secret: "sandbox-attentive-secret" }));
  const late = code();
  await forward(121_000);
  expect((await token(late)).status).toBe(400);
  const bearer = { Authorization: `Bearer ${((await token(code())).body as { access_token: string }).access_token}` };
  await forward(90 * 86_400_000);
  expect((await ask("attentive", "GET /v2/segments", undefined, bearer)).status).toBe(200);
  expect((await ask("attentive", "POST /v2/segments", VIP, bearer)).status).toBe(403);
});

test("The signature is the published one.", () => {
  expect(signature("test_attentive_signing_key", '{"type":"sms.subscribed","timestamp":1632945178104}')).toBe("d279ec1d1a14276b31dc2104b52ae30147407c6b0f0a8e63db3a497156204521");
});
