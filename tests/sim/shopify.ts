// A shop at Shopify, in this process: the sandbox's stand-in behind world.http, and its webhooks on the simulator's time: signed,
// tried again until they are taken, and delayed, doubled, forged or lost as the life's faults say.
import { z } from "zod";
import type { HttpAnswer, HttpRequest } from "#app/lib/http.ts";
import { hours, minutes, seconds } from "#app/lib/time.ts";
import { receive } from "#app/inbox/receive.server.ts";
import { signatureOf } from "#app/inbox/verify.ts";
import { ERASING } from "#app/shops/forget.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import { product } from "#sandbox/shop/generate.ts";
import { answerApi } from "#sandbox/shopify/api.ts";
import { cancelBulk } from "#sandbox/shopify/bulk.ts";
import { readAppConfig } from "#sandbox/shopify/app-toml.ts";
import { bucket } from "#sandbox/shopify/cost.ts";
import { install } from "#sandbox/shopify/life.ts";
import { Shop, type ShopSettings } from "#sandbox/shopify/shop.ts";
import type { Agenda } from "./agenda.ts";
import type { SimFaults } from "./faults.ts";
import { answerFile } from "./files.ts";
import type { SimWorld } from "./sim-world.ts";

export const TOKEN = "shpat_simulated";
const CONFIG = readAppConfig("shopify.app.toml");
const TOPICS = new Set(CONFIG.subscriptions?.map(({ topic }) => topic));
const FILES = "/files/";
const RETRIES_MAX = 8;
/** Where every night is looked for what was lost, so much more of it is. */
const LOST_MORE = 4;
/** One that stands still is looked at a hundred times before it is given up: so much less often than other faults. */
const STALLS_LESS = 10;
const HARDLY_MS = seconds(4);

export type Store = { shop: Shop; answer(request: HttpRequest): HttpAnswer; /** Webhooks that are on their way, without those that were put off by days. */ onTheWay(): number; /** Customers of whom a word was lost that nobody says again. */ untold: ReadonlySet<number> };
type Around = { world: () => SimWorld; agenda: Agenda; faults: () => SimFaults; seed: string; noted: (what: string, ...about: (string | number)[]) => void; isImported: boolean; /** Where bulk exports lie. */ filesDir: string; /** The engine has it. */ taken: (topic: string, body: string) => void; fetched: (text: string) => void; /** Of the engine's, and of the life's. */ number: () => number; n: number };

export function openStore(settings: ShopSettings, around: Around): Store {
  const { agenda, faults, seed } = around;
  const chance = chanceFrom(`${seed}/shopify`);
  const bulkChance = chanceFrom(`${seed}/bulk`);
  const untold = new Set<number>();
  let onTheWay = 0;
  const shop = new Shop(settings, {
    clock: agenda.clock, filesDir: around.filesDir, record: () => {}, fileUrl: (domain, file) => `https://${domain}${FILES}${file}`, uploadUrl: () => "",
    emit(of, topic, payload, { inMs = 0 } = {}) {
      if (!TOPICS.has(topic)) return;
      const fate = faults().webhooks;
      const id = of.nextId("Delivery");
      const isLost = chance.happens(around.isImported && isTold(topic) ? fate.lose * LOST_MORE : fate.lose);
      const copies = chance.happens(fate.duplicate) ? 2 : 1;
      if (isLost) {
        for (const id of onceNamedIn(topic, payload)) untold.add(id);
        return around.noted("webhook lost", around.n, topic);
      }
      const body = JSON.stringify(payload);
      const triggeredAt = agenda.ms() + inMs;
      for (let copy = 0; copy < copies; copy++) {
        const delay = chance.happens(fate.late) ? chance.whole(minutes(5), hours(20)) : copy === 0 ? HARDLY_MS : chance.whole(HARDLY_MS, minutes(10));
        onTheWay += 1;
        agenda.at(triggeredAt + delay, () => deliver({ topic, body, eventId: `${settings.domain}/${id}`, triggeredAt }, 0));
      }
    },
  });
  const deliver = async (hook: Hook, attempts: number): Promise<void> => {
    const isForged = chance.happens(faults().webhooks.forge);
    const world = around.world();
    const status = await tell(world, shop, hook, isForged);
    onTheWay -= 1;
    around.noted("webhook", around.n, hook.topic, status);
    if (status === 200) around.taken(hook.topic, hook.body);
    if (status === 200) return world.wakes.told({ name: `${pumpOf(hook.topic)}:${around.number()}`, pump: pumpOf(hook.topic), shop: around.number(), inMs: 0, keeps: false });
    if (attempts >= RETRIES_MAX) return;
    onTheWay += 1;
    agenda.at(agenda.ms() + Math.min(seconds(4 ** attempts), hours(1)), () => deliver(hook, attempts + 1));
  };
  install(shop, CONFIG.scopes);
  shop.place({ kind: "Token", id: shop.nextId("Token"), access: TOKEN, refresh: null, expiresAt: null, refreshExpiresAt: null, usedAt: null, replaces: null, dead: false });
  for (const [n, [title, price, type]] of STOCK.entries()) product(shop, title, price, agenda.ms(), [], `Vendor ${n % 2}`, type);
  const api = doorOf(shop, chance, faults, bulkChance);
  const answer: Store["answer"] = (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(FILES)) return api(request);
    const file = answerFile(shop.filePath(pathname.slice(FILES.length)), request.headers["range"], bulkChance.happens(faults().bulk.cut) ? bulkChance.whole(0, 9) / 10 : null);
    if (file.kind === "answer" && file.status === 206) around.fetched(file.body);
    return file;
  };
  return { shop, answer, onTheWay: () => onTheWay, untold };
}

const STOCK = [["Day cream", 2_900, "Skin care"], ["Night cream", 4_900, "Skin care"], ["Soap", 900, "Bath"], ["Serum", 12_900, "Skin care"], ["Towel", 3_500, "Bath"]] as const;

const Merged = z.object({ admin_graphql_api_customer_kept_id: z.string(), admin_graphql_api_customer_deleted_id: z.string() });

/** An export tells of it again. */
const isTold = (topic: string) => topic.startsWith("orders/") || topic.startsWith("refunds/") || topic === "customers/create" || topic === "customers/update" || topic === "customers_marketing_consent/update";

/** Whom a webhook names of whom no search tells again. */
function onceNamedIn(topic: string, payload: unknown): number[] {
  if (topic !== "customers/merge") return [];
  return Object.values(Merged.parse(payload)).map((gid) => Number(gid.slice("gid://shopify/Customer/".length)));
}

type Hook = { topic: string; body: string; eventId: string; triggeredAt: number };

const pumpOf = (topic: string) => (ERASING.includes(topic) ? "forget" : "ingest");

async function tell(world: SimWorld, shop: Shop, { topic, body, eventId, triggeredAt }: Hook, isForged: boolean): Promise<number> {
  const headers = new Map([
    ["x-shopify-topic", topic], ["x-shopify-hmac-sha256", signatureOf(body, isForged ? "another secret" : world.secrets.shopifyApiSecret)], ["x-shopify-shop-domain", shop.settings.domain],
    ["x-shopify-event-id", eventId], ["x-shopify-triggered-at", new Date(triggeredAt).toISOString()],
  ]);
  return (await receive(world, { get: (name) => headers.get(name) ?? null }, new TextEncoder().encode(body))).status;
}

/** An export that stands still and that nobody knows of, because its beginning was never answered, ends at Shopify some day. */
function giveUp(shop: Shop): void {
  for (const operation of shop.tables.BulkOperation.values()) if (operation.status === "RUNNING" && operation.createdAt < shop.now() - hours(2)) cancelBulk(shop, operation);
}

const NO_ANSWER: HttpAnswer = { kind: "none", reason: "The connection was lost." };

function doorOf(shop: Shop, chance: Chance, faults: () => SimFaults, bulkChance: Chance): Store["answer"] {
  const points = bucket(() => 1e6, () => 0);
  let drawn = 0;
  return ({ headers, body }) => {
    const { shopify: { lose, loseAfter, ...api }, bulk: { stall, fail } } = faults();
    Object.assign(shop.faults.api, api);
    if (String(body).includes("bulkOperationRunQuery")) {
      giveUp(shop);
      Object.assign(shop.faults.bulk, { stall: bulkChance.happens(stall / STALLS_LESS), fail: bulkChance.happens(fail) ? "TIMEOUT" : null, shuffle: bulkChance.happens(0.3) });
    }
    if (chance.happens(lose)) return NO_ANSWER;
    const answer = answerApi(shop, points, headers["x-shopify-access-token"] ?? headers["X-Shopify-Access-Token"], String(body), (drawn += 1));
    points.giveBack(1_000);
    return chance.happens(loseAfter) ? NO_ANSWER : { kind: "answer", status: answer.status, headers: answer.headers, body: answer.body };
  };
}
