import { expect, test } from "vitest";
import { openPlatforms } from "./open.ts";
import { aScene, type Scene } from "./testing.ts";

const read = ({ ask }: Scene) => ask("postscript", "GET /api/v2/me");
const hooked = () => {
  const scene = aScene();
  scene.platforms.control({ platform: "attentive", acts: [{ act: "hook", url: "https://app.example.com/h" }] });
  const text = (words: string) => scene.platforms.control({ platform: "attentive", acts: [{ act: "reply", phone: "+13115552368", text: words }] });
  return { ...scene, text };
};
const words = ({ told }: Scene) => told.map(({ body }) => (JSON.parse(body) as { message: { text: string } }).message.text);

test("A magic email troubles the first call of an operation: too many, an error, an answer lost after the deed.", async () => {
  const { ask, platforms } = aScene();
  const save = (email: string) => ask("klaviyo", "POST /api/profile-import", { data: { type: "profile", attributes: { email } } });
  expect(await save("throttle@example.com")).toMatchObject({ status: 429, headers: { "retry-after": "2" } });
  expect((await save("fail@example.com")).status).toBe(500);
  expect((await save("lose@example.com")).status).toBe(0);
  expect(platforms.view("klaviyo").people.map(({ email }) => email)).toEqual(["lose@example.com"]);
  for (const email of ["throttle@example.com", "fail@example.com", "lose@example.com"]) expect((await save(email)).status).toBeLessThan(300);
});

test("Faults are shares from a seed, can be planned for the next calls, and are all put right by one word.", async () => {
  const scene = aScene();
  scene.platforms.control({ platform: "postscript", faults: { next: [{ operation: "verify-identity", status: 503, times: 2 }] } });
  expect([(await read(scene)).status, (await read(scene)).status, (await read(scene)).status]).toEqual([503, 503, 200]);
  scene.platforms.control({ platform: "postscript", faults: { fail: 0.5, limits: 0 } });
  const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await read(scene)).status));
  expect(new Set(statuses)).toEqual(new Set([200, 500]));
  scene.platforms.control({ platform: "postscript", faults: "none" });
  expect((await read(scene)).status).toBe(200);
});

test("Revoked keys let nobody in until they are restored.", async () => {
  const scene = aScene();
  scene.platforms.control({ platform: "postscript", acts: [{ act: "revoke" }] });
  expect((await read(scene)).status).toBe(401);
  scene.platforms.control({ platform: "postscript", acts: [{ act: "restore" }] });
  expect((await read(scene)).status).toBe(200);
});

test("Webhooks are doubled, held back, lost and forged as the faults say.", async () => {
  const scene = hooked();
  const faults = (hooks: object) => scene.platforms.control({ platform: "attentive", faults: { hooks } });
  faults({ duplicate: 1 });
  scene.text("twice");
  await scene.forward(1000);
  faults({ duplicate: 0, reorder: 1 });
  scene.text("first");
  faults({ reorder: 0 });
  scene.text("second");
  await scene.forward(20_000);
  faults({ lose: 1 });
  scene.text("lost");
  await scene.forward(20_000);
  expect(words(scene)).toEqual(["twice", "twice", "second", "first"]);
  faults({ lose: 0, forge: 1 });
  scene.text("forged");
  await scene.forward(1000);
  const signed = (at: number) => scene.told.at(at)?.headers["x-attentive-hmac-sha256"];
  expect(signed(-1)).not.toBe(signed(0));
});

test("Several accounts of a platform know nothing of each other.", async () => {
  const { platforms, ask } = aScene();
  const { credentials } = platforms.account("omnisend", "2");
  await ask("omnisend", "POST /api/contacts", { identifiers: [{ type: "email", id: "a@example.com" }] }, { Authorization: `Omnisend-API-Key ${credentials.key}` });
  expect([platforms.view("omnisend").people.length, platforms.view("omnisend", "2").people.length]).toEqual([0, 1]);
});

test("A restart goes on where it was: people, jobs under way, and webhooks on their way.", async () => {
  const scene = hooked();
  scene.text("before");
  const job = await scene.ask("klaviyo", "POST /api/profile-bulk-import-jobs", { data: { type: "profile-bulk-import-job", attributes: { profiles: { data: [{ type: "profile", attributes: { email: "a@example.com" } }] } } } });
  expect(job.status).toBe(202);
  const told: string[] = [];
  const again = openPlatforms({ now: () => scene.at.ms, deliver: async ({ body }) => (told.push(body), 200), kept: scene.platforms.packed() });
  expect(again.nextDueAt()).toBe(scene.at.ms + 1000);
  scene.at.ms += 2000;
  await again.due();
  expect(told).toHaveLength(1);
  expect(again.view("klaviyo").people).toMatchObject([{ email: "a@example.com" }]);
});
