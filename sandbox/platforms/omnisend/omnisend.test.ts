import { expect, test } from "vitest";
import { aScene, type Scene } from "../testing.ts";

const contact = (email: string, more: object = {}) => ({ identifiers: [{ type: "email", id: email }], ...more });
const tag = ({ ask }: Scene, method: string, body: object) => ask("omnisend", `${method} /api/contacts/tags`, { tags: ["segue:vip"], ...body });

test("The version is asked for, and one that is over is gone.", async () => {
  const { ask } = aScene();
  const status = async (version: string) => (await ask("omnisend", "GET /api/brands/current", undefined, { "Omnisend-Version": version })).status;
  expect([await status("2026-03-15"), await status(""), await status("2025-01-01")]).toEqual([200, 400, 410]);
  expect((await ask("omnisend", "GET /api/brands/current", undefined, { Authorization: "Omnisend-API-Key no" })).status).toBe(401);
});

test("Tags come and go a little later; a phone or email that nobody has is passed over in silence.", async () => {
  const scene = aScene();
  const { ask, forward, platforms } = scene;
  const { id } = (await ask("omnisend", "POST /api/contacts", contact("a@example.com"))).body as { id: string };
  expect((await tag(scene, "POST", { emails: ["a@example.com", "nobody@example.com"], phones: ["+15005550099"] })).status).toBe(202);
  expect(platforms.view("omnisend").places).toEqual([]);
  await forward(2000);
  expect((await ask("omnisend", "GET /api/contacts?tag=segue:vip")).body).toMatchObject({ contacts: [{ id, tags: ["segue:vip"] }], paging: { cursors: { after: null } } });
  await tag(scene, "DELETE", { contactIDs: [id] });
  await forward(2000);
  expect(platforms.view("omnisend")).toMatchObject({ places: [], people: [{ email: "a@example.com" }] });
});

test("A contact is updated by its email, never shares an identifier, and its consent changes by channels alone.", async () => {
  const { ask, platforms } = aScene();
  await ask("omnisend", "POST /api/contacts", { identifiers: [{ type: "email", id: "a@example.com", channels: { email: { status: "subscribed" } } }, { type: "phone", id: "+15005550006" }] });
  expect((await ask("omnisend", "POST /api/contacts", contact("a@example.com", { tags: ["x"] }))).status).toBe(200);
  const other = (await ask("omnisend", "POST /api/contacts", contact("b@example.com"))).body as { id: string };
  expect((await ask("omnisend", `PATCH /api/contacts/${other.id}`, { identifiers: [{ type: "phone", id: "+15005550006" }] })).status).toBe(409);
  expect(platforms.view("omnisend").consent).toEqual({ "+15005550006": { sms: "never", email: "subscribed" }, "b@example.com": { sms: "never", email: "never" } });
});

test("Sixty taggings in any minute, all keys together; the answer says when to come back in its body.", async () => {
  const scene = aScene();
  for (let call = 0; call < 60; call++) {
    expect((await tag(scene, "POST", { emails: ["nobody@example.com"] })).status).toBe(202);
    scene.at.ms += 500;
  }
  expect(await tag(scene, "POST", { emails: ["nobody@example.com"] })).toMatchObject({ status: 429, body: { status: 429, retryAfter: 30 } });
  scene.at.ms += 60_000;
  expect((await tag(scene, "POST", { emails: ["nobody@example.com"] })).status).toBe(202);
  expect((await tag(scene, "POST", { emails: Array.from({ length: 251 }, () => "a@example.com") })).status).toBe(400);
  expect((await tag(scene, "POST", {})).status).toBe(400);
});

test("An event makes its contact.", async () => {
  const { ask, platforms } = aScene();
  expect((await ask("omnisend", "POST /api/events", { eventName: "segment entered", origin: "api", contact: { email: "a@example.com" }, properties: { segment: "vip" } })).status).toBe(202);
  expect(platforms.view("omnisend").events).toMatchObject([{ name: "segment entered", person: { email: "a@example.com" } }]);
});
