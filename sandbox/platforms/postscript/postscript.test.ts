import { expect, test } from "vitest";
import { aScene } from "../testing.ts";

const PHONE = "+15005550006";

function withSarah() {
  const scene = aScene();
  const { results: [sarah] } = scene.platforms.control({ platform: "postscript", acts: [{ act: "person", phone: PHONE, shopifyId: "123", sms: "subscribed" }] });
  return { ...scene, id: (sarah as { id: string }).id };
}

test("The partner's key with the shop's beside it lets in, as does the shop's alone; swapped they do not.", async () => {
  const { ask } = aScene();
  expect((await ask("postscript", "GET /api/v2/me")).body).toEqual({ resource_id: "shop_sandbox1", resource_name: "Sandbox Gifts 1", resource_type: "shop" });
  expect((await ask("postscript", "GET /api/v2/me", undefined, { Authorization: "Bearer sk_sandbox_1", "X-Postscript-Shop-Token": "sk_partner_sandbox" })).status).toBe(401);
});

test("A subscriber is found by phone with and without a plus, by email and by Shopify's id; nobody else is made.", async () => {
  const { ask, id } = withSarah();
  for (const query of ["phone_number__in=%2B15005550006", "phone_number__eq=15005550006", "shopify_customer_id__in=123", "phone_number__in=%2B15005550099&phone_number__in=%2B15005550006"]) expect((await ask("postscript", `GET /api/v2/subscribers?${query}`)).body).toMatchObject({ page_info: { page: 1, total_pages: 1 }, subscribers: [{ id, phone_number: PHONE, subscriptions: { promotional: { can_send: true } } }] });
  expect((await ask("postscript", "GET /api/v2/subscribers?phone_number__in=%2B15005550099")).body).toMatchObject({ subscribers: [] });
  expect((await ask("postscript", "GET /api/v2/subscribers?colour__eq=red")).status).toBe(400);
});

test("Properties are written whole by name, tags only ever added, fifty at most, of simple types.", async () => {
  const { ask, id, platforms } = withSarah();
  const patch = (body: unknown) => ask("postscript", `PATCH /api/v2/subscribers/${id}`, body);
  await patch({ properties: { app_segments: ["vip", "winback"] }, tags: ["A"] });
  expect((await patch({ properties: JSON.stringify({ app_segments: ["vip"] }), tags: ["B"] })).body).toMatchObject({ properties: { app_segments: ["vip"] }, tags: ["A", "B"] });
  expect((await patch({ properties: { nested: { a: 1 } } })).status).toBe(400);
  expect((await patch({ properties: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`p${n}`, "x"])) })).status).toBe(400);
  expect((await ask("postscript", "PATCH /api/v2/subscribers/s_nobody", {})).status).toBe(404);
  expect(platforms.view("postscript").places.find(({ ref }) => ref === "app_segments:vip")?.members).toHaveLength(1);
});

test("Fifteen calls a second, and the answer does not say when to come back.", async () => {
  const { ask, forward } = aScene();
  for (let call = 0; call < 15; call++) expect((await ask("postscript", "GET /api/v2/me")).status).toBe(200);
  const { status, body, headers } = await ask("postscript", "GET /api/v2/me");
  expect([status, body, headers["retry-after"]]).toEqual([429, { error_code: 3002, error_message: "Rate limit exceeded", success: false }, undefined]);
  await forward(1000);
  expect((await ask("postscript", "GET /api/v2/me")).status).toBe(200);
});

test("An event needs a known subscriber and a plain type; a repeated external id is recorded again.", async () => {
  const { ask, platforms, id } = withSarah();
  const send = (type: string, who: object) => ask("postscript", "POST /api/v2/events", { type, ...who, external_id: "e1", occurred_at: "2026-11-26 10:00:00.000000" });
  expect([(await send("Segment Entered", { subscriber_id: id })).status, (await send("SegmentEntered", { phone: "+15005550099" })).status, (await send("SegmentEntered", {})).status]).toEqual([400, 404, 400]);
  for (let time = 0; time < 2; time++) expect((await send("SegmentEntered", { subscriber_id: id })).status).toBe(202);
  expect(platforms.view("postscript").events.map(({ at }) => at)).toEqual(["2026-11-26T10:00:00.000Z", "2026-11-26T10:00:00.000Z"]);
});

test("A message request is processed a little later; a promotion to somebody who opted out fails.", async () => {
  const { ask, platforms, id, forward } = withSarah();
  const state = async () => {
    const { body } = await ask("postscript", "POST /api/v2/message_requests", { subscriber_id: id, body: "Hello", category: "promotional" });
    const request = body as { id: string; status: string };
    await forward(2000);
    return [request.status, ((await ask("postscript", `GET /api/v2/message_requests/${request.id}`)).body as { status: string }).status];
  };
  expect(await state()).toEqual(["processing", "sent"]);
  platforms.control({ platform: "postscript", acts: [{ act: "optOut", phone: PHONE }] });
  expect(await state()).toEqual(["processing", "failed"]);
});

test("A reply of STOP is told twice, each to its own webhook, with our headers and the token; after an hour it is lost.", async () => {
  const { ask, platforms, forward, told, answerWith } = withSarah();
  const { token } = (await ask("postscript", "GET /api/v2/webhooks/token")).body as { token: string };
  for (const event of ["shop.incoming_message", "shop.subscriber.opt_out"]) expect((await ask("postscript", "POST /api/v2/webhooks", { callback_url: "https://app.example.com/h", event, headers: { "x-app-shop": "s1" } })).status).toBe(200);
  platforms.control({ platform: "postscript", acts: [{ act: "reply", phone: PHONE, text: "STOP" }] });
  await forward(1000);
  expect(told.map(({ body, headers }) => [(JSON.parse(body) as { event: string }).event, headers["postscript-signature"], headers["x-app-shop"]])).toEqual([["shop.incoming_message", token, "s1"], ["shop.subscriber.opt_out", token, "s1"]]);
  expect(JSON.parse(told[0]?.body ?? "")).toMatchObject({ resource_id: "shop_sandbox1", event_data: { is_opt_out: true, from_number: PHONE, shopify_customer_id: 123 } });
  answerWith.status = null;
  platforms.control({ platform: "postscript", acts: [{ act: "reply", phone: PHONE, text: "Hello?" }] });
  for (let minute = 0; minute < 30; minute++) await forward(300_000);
  expect(told.length).toBe(2 + 13);
});
