// What the stand-ins answer, held against the platforms' own documents where those are at hand. They are no
// part of the project.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import Ajv from "ajv";
import { expect, test } from "vitest";
import { z } from "zod";
import type { PlatformName } from "./platform.ts";
import { aScene, type Scene } from "./testing.ts";

const SPECS = new URL("../../../shared/specs/", import.meta.url);
const isThere = existsSync(SPECS);
if (!isThere) console.info("No published documents at ../shared/specs: the stand-ins' answers are compared with nothing.");

const Media = z.record(z.string(), z.object({ schema: z.unknown().optional() })).optional();
const Operation = z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.looseObject({ content: Media, $ref: z.string().optional() })), requestBody: z.looseObject({ content: Media }).optional() });
const Document = z.looseObject({ servers: z.array(z.looseObject({ url: z.string() })).optional(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

type Known = { pointer: string; path: RegExp; method: string; operation: z.infer<typeof Operation>; ajv: Ajv.Ajv };

/** Every operation of a platform's documents, each with a validator that knows its document. */
function known(platform: PlatformName): Known[] {
  const folder = new URL(`${platform}/`, SPECS);
  return readdirSync(folder).filter((name) => name.endsWith(".json")).flatMap((name) => {
    const raw: unknown = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    const document = Document.parse(raw);
    const ajv = new Ajv({ nullable: true, unknownFormats: "ignore", validateSchema: false, schemaId: "$id", logger: false, formats: { uri: /./ } }).addSchema(Object(raw), "doc");
    const base = new URL(document.servers?.[0]?.url ?? "https://none").pathname.replace(/\/$/, "");
    return Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, value]) => {
      const operation = Operation.safeParse(value);
      if (!operation.success) return [];
      const pattern = new RegExp(`^${base}${path.replaceAll(/[.]/g, "\\.").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
      return [{ pointer: `/paths/${escaped(path)}/${method}`, path: pattern, method: method.toUpperCase(), operation: operation.data, ajv }];
    }));
  });
}

const escaped = (text: string) => encodeURIComponent(text.replaceAll("~", "~0").replaceAll("/", "~1"));

/** Where the documents err: pages that are the first have no page before them, and a required field that none has. */
const ERRATA = [/\.links\.prev should be string$/, /^getCustomAttributes 200\[\d+\] should have required property '\.attribute'$/];

/** One sentence for each thing that is not as the document says. */
function differences(all: Known[], line: string, status: number, body: unknown): string[] {
  const [method = "", address = ""] = line.split(" ");
  const path = address.split("?")[0] ?? "";
  // A path without a placeholder goes before one with it.
  const match = all.filter((each) => each.method === method && each.path.test(path)).sort((a, b) => Number(a.pointer.includes("%7B")) - Number(b.pointer.includes("%7B")))[0];
  if (!match) return [];
  const code = [String(status), `${Math.floor(status / 100)}XX`].find((each) => match.operation.responses[each]);
  if (!code) return [`${match.operation.operationId} never answers ${status}`];
  const media = Object.keys(match.operation.responses[code]?.content ?? {})[0];
  if (!media || match.operation.responses[code]?.content?.[media]?.schema === undefined) return [];
  const validate = match.ajv.compile({ $ref: `doc#${match.pointer}/responses/${code}/content/${escaped(media)}/schema` });
  return validate(body) ? [] : (validate.errors ?? []).map((error) => `${match.operation.operationId} ${status}${error.dataPath} ${error.message}`).filter((words) => !ERRATA.some((erratum) => erratum.test(words)));
}

type Line = [line: string, body?: unknown];

async function play({ ask, forward }: Scene, platform: PlatformName, lines: (Line | number)[]): Promise<{ found: string[]; checked: number }> {
  const all = known(platform);
  const found: string[] = [];
  let [checked, last] = [0, ""];
  for (const each of lines) {
    if (typeof each === "number") {
      await forward(each);
      continue;
    }
    const [line, body] = each;
    const filled = line.replace("{id}", last);
    const answer = await ask(platform, filled, body);
    checked += 1;
    found.push(...differences(all, filled, answer.status, answer.body));
    last = idIn(answer.body) ?? last;
  }
  return { found, checked };
}

const Id = z.looseObject({ id: z.string().optional(), batchJobId: z.string().optional(), sid: z.string().optional(), data: z.looseObject({ id: z.string() }).optional() });

function idIn(body: unknown): string | undefined {
  const parsed = Id.safeParse(body);
  return parsed.success ? (parsed.data.data?.id ?? parsed.data.batchJobId ?? parsed.data.sid ?? parsed.data.id) : undefined;
}

const profile = { type: "profile", attributes: { email: "a@example.com", phone_number: "+15005550006", properties: { tier: "gold" } } };
const PHONE = "+13115552368";
const AC = `/2010-04-01/Accounts/AC${"1".padStart(32, "0")}`;
const SCRIPTS: Partial<Record<PlatformName, (Line | number)[]>> = {
  klaviyo: [
    ["GET /api/accounts"], ["POST /api/profile-import", { data: profile }], ["POST /api/profile-import", { data: profile }], ["GET /api/profiles/{id}?additional-fields[profile]=subscriptions"], ["GET /api/profiles?filter=equals(email,\"a@example.com\")&additional-fields[profile]=subscriptions"],
    ["POST /api/lists", { data: { type: "list", attributes: { name: "VIP" } } }], ["GET /api/lists/{id}?additional-fields[list]=profile_count"], ["GET /api/lists"], ["GET /api/lists/{id}/relationships/profiles"],
    ["POST /api/profile-bulk-import-jobs", { data: { type: "profile-bulk-import-job", attributes: { profiles: { data: [profile, { type: "profile", attributes: { phone_number: "+15005550001" } }] } } } }], ["GET /api/profile-bulk-import-jobs/{id}"], 2000, ["GET /api/profile-bulk-import-jobs/{id}"], ["GET /api/profile-bulk-import-jobs/{id}/import-errors"],
    ["POST /api/events", { data: { type: "event", attributes: { properties: { a: 1 }, metric: { data: { type: "metric", attributes: { name: "Segment Entered" } } }, profile: { data: profile } } } }], ["GET /api/events?include=profile,metric"], ["GET /api/metrics"],
    ["POST /api/webhooks", { data: { type: "webhook", attributes: { name: "w", endpoint_url: "https://app.example.com/h", secret_key: "a secret of sixteen" }, relationships: { "webhook-topics": { data: [{ type: "webhook-topic", id: "event:klaviyo.sent_sms" }] } } } }],
    1000, ["GET /api/webhooks"], 1000, ["GET /api/webhook-topics"], ["GET /api/lists/no-id"], ["POST /api/lists", {}], ["DELETE /api/lists/AAAAAA"],
  ],
  attentive: [
    ["GET /v1/me"], ["GET /v2/me"], ["POST /v2/segments", { name: "VIP", description: "Synced", externalId: "vip" }], ["GET /v2/segments"], ["GET /v2/segments/external/vip"], ["PATCH /v2/segments/external/vip", { name: "Best" }],
    ["POST /v2/bulk/segments/members", { externalId: "vip", members: [{ phone: PHONE }] }], ["GET /v2/bulk/job/{id}"], 2000, ["GET /v2/bulk/job/{id}"], ["DELETE /v2/bulk/segments/members", { externalId: "vip", members: [{ phone: PHONE }] }],
    ["POST /v1/attributes/custom", { properties: { tier: "gold" }, user: { phone: PHONE } }], ["GET /v1/attributes/custom?phone=%2B13115552368"], ["POST /v2/user/attributes", { identifiers: { phone: PHONE }, attributes: { custom: { tier: "gold" } } }], ["POST /v1/events/custom", { type: "Segment Entered", user: { phone: PHONE } }],
    ["POST /v1/subscriptions", { user: { phone: PHONE }, signUpSourceId: "1" }], ["GET /v1/subscriptions?phone=%2B13115552368"], ["POST /v1/subscriptions/unsubscribe", { user: { phone: PHONE } }], ["POST /v1/webhooks", { url: "https://app.example.com/h", events: ["sms.sent"] }], ["PUT /v1/webhooks/{id}", { disabled: true }], ["GET /v1/webhooks"], ["DELETE /v1/webhooks/{id}"],
    ["POST /v1/privacy/delete-request", { subjectPhone: PHONE }], ["DELETE /v2/segments/external/vip"], ["GET /v2/segments/external/vip"],
  ],
  postscript: [
    ["GET /api/v2/me"], ["GET /api/v2/subscribers?phone_number__in=%2B15005550006"], ["PATCH /api/v2/subscribers/s_abc00010", { properties: { app_segments: ["vip"] } }], ["POST /api/v2/events", { type: "SegmentEntered", phone: "+15005550006" }],
    ["POST /api/v2/message_requests", { phone: "+15005550006", body: "Hi" }], ["GET /api/v2/message_requests/{id}"], ["GET /api/v2/keywords"], ["GET /api/v2/keywords/kw_none"], ["GET /api/v2/webhooks/token"], ["GET /api/v2/webhooks/example"],
    ["POST /api/v2/webhooks", { callback_url: "https://app.example.com/h", event: "shop.test" }], ["GET /api/v2/webhooks/{id}"], ["POST /api/v2/webhooks/test", { event: "shop.test" }], ["DELETE /api/v2/webhooks/{id}"], 1000, ["PATCH /api/v2/compliance/unsubscribe", { phone_number: "+15005550006" }],
  ],
  twilio: [[`POST ${AC}/Messages.json`, new URLSearchParams({ To: PHONE, Body: "Hi", From: "+15005550006" })], [`GET ${AC}/Messages/{id}.json`], 4000, [`GET ${AC}/Messages/{id}.json`], [`GET ${AC}/Messages.json?To=%2B13115552368`], [`POST ${AC}/Messages/{id}.json`, new URLSearchParams({ Body: "" })]],
};

test.skipIf(!isThere).each(Object.entries(SCRIPTS))("%s: every answer has the published shape", async (name, lines) => {
  const platform = name as PlatformName;
  const scene = aScene();
  scene.platforms.control({ platform: "klaviyo", acts: [{ act: "advancedKdp", on: true }] });
  scene.platforms.control({ platform: "postscript", acts: [{ act: "person", phone: "+15005550006", sms: "subscribed" }] });
  const { found, checked } = await play(scene, platform, lines);
  expect({ found, checked }).toEqual({ found: [], checked: lines.filter((each) => typeof each !== "number").length });
});
