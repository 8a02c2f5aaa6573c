// One shop of a life, as it stands on its first day: at Shopify, at the texting platform and with us, and who may come.
import { z } from "zod";
import { numberKeyBound } from "#app/shops/seal-rows.server.ts";
import { seal } from "#app/lib/seal.server.ts";
import type { CustomerId, SegmentId, ShopId } from "#app/lib/ids.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import type { FlowId } from "#app/flows/flow/flow.ts";
import type { NumberHash } from "#app/consent/number.ts";
import { invariant } from "#app/lib/invariant.ts";
import { row, sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { TextSettings } from "#app/messages/settings/text-settings.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import { connect } from "#app/platforms/connection.server.ts";
import { saveOfflineSession } from "#app/shopify/session-rows.server.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";
import { aShop } from "#tests/support/shop.ts";
import type { Agenda } from "./agenda.ts";
import { noteFile, noteWebhook } from "./books.ts";
import { connectElsewhere } from "./elsewhere.ts";
import type { SimFaults } from "./faults.ts";
import { type Kind, kindOf } from "./kind.ts";
import type { Log } from "./log.ts";
import { aShopper, type Shopper } from "./people.ts";
import { openStore, type Store, TOKEN } from "./shopify.ts";
import type { SimWorld } from "./sim-world.ts";
import type { Sent } from "./laws/handed.ts";
import { openWords, type Words } from "./words.ts";

/** A request to send that left the engine; `carried`: the platform took it, whatever it answered. */
export type Handed = { at: number; phone: string; body: string; carried: boolean };

export type Scene = {
  n: number; shop: ShopId; store: Store; account: string; connection: ConnectionId; hash: (phone: string) => NumberHash; chance: Chance; people: Shopper[]; words: Words;
  /** All that was taken, and what no law has looked at. */
  sent: Sent[]; fresh: Handed[];
  /** Flows that may be published, changed or ended; and how many were ever written. */
  flows: FlowId[]; written: number; coupon: number | null; /** Orders that the engine knows, and since when. */ orders: { customer: string; at: number; knownAt: number | null }[];
  everybody: SegmentId | null; segments: SegmentId[]; campaigns: number; /** Preferences that are known: by phone. */ limits: Map<string, { max: number; windowMs: number; since: number }>;
  /** `toldAt`: when we were told to erase them. */
  erased: { customer: CustomerId; toldAt: number | null }[];
  isTwilioAnswering: boolean;
  timeZone: string;
  /** As the merchant last left them. */
  settings: TextSettings;
  /** Of somebody who was merged into them. */
  survivors: Set<number>;
  kind: Kind;
  /** The connection to the platform that keeps segments. */
  elsewhere: ConnectionId | null;
  /** Of files that were fetched, what is known once they are read. */
  unread: ((now: number) => void)[];
};

/** How many come to a shop. */
export type Size = "small" | "usual";
const PEOPLE: Record<Size, [number, number]> = { small: [3, 4], usual: [6, 10] };

export type Life = { world: SimWorld; agenda: Agenda; platforms: Platforms; log: Log; faults: SimFaults; chance: Chance; scenes: Scene[]; seed: number; size: Size; /** Of bulk exports. */ filesDir: string; /** The first instant. */ began: number; ends: number; /** From then on nobody does anything: what they did comes to rest. */ stops: number; broken: Map<string, string>; counts: { kills: number; stalls: number; events: number } };

export const broke = (life: Life, law: string, about: string) => {
  life.log.write(life.agenda.ms(), "BROKEN", law, about);
  if (!life.broken.has(law)) life.broken.set(law, `${life.agenda.now().toISOString()} ${about}`);
};

const ZONES = ["America/New_York", "America/Los_Angeles", "Europe/Berlin"];
const Hook = z.object({ hook_key: z.string() });

export async function openScene(life: Life, n: number): Promise<Scene> {
  const { world, agenda, platforms, log, seed } = life;
  const chance = chanceFrom(`${seed}/shop/${n}`);
  const kind = kindOf(seed, n);
  const domain = `sim-${n}.myshopify.com`;
  const timeZone = chance.pick(ZONES);
  const shop = await aShop(world, { domain, currency: "USD", timeZone });
  const noted = (what: string, ...about: (string | number)[]) => log.write(agenda.ms(), what, ...about);
  const store = openStore({ domain, name: `Sim ${n}`, currency: "USD", timeZone, email: "merchant@example.com", locale: "en" }, { world: () => world, agenda, faults: () => life.faults, seed: `${seed}/${n}`, noted, isImported: kind.isImported, filesDir: life.filesDir, taken: (topic, body) => noteWebhook(scene, agenda, topic, body), fetched: (text) => noteFile(scene, agenda, text), number: () => shop, n });
  await world.db.run(sql`update shop set number_key = ${seal(world.secrets, Buffer.alloc(32, n).toString("base64url"), numberKeyBound(shop))} where shop_id = ${shop}`);
  const forever = later(world.now(), days(10_000));
  await saveOfflineSession(world, domain, { id: `offline_${domain}`, accessToken: TOKEN, refreshToken: "none", expires: forever, refreshTokenExpires: forever }, null);
  const account = String(n);
  const connection = await connectTexting(world, shop, platforms, account);
  const isTwilioAnswering = chance.happens(0.5);
  const hook = await row(world.db, Hook, sql`select hook_key from connection where shop_id = ${shop} and connection_id = ${connection}`);
  platforms.control({ platform: "twilio", account, faults: { limits: 0 }, acts: [{ act: "hook", url: `https://segue.example.com/hooks/twilio/${hook?.hook_key ?? ""}` }, { act: "optOuts", by: isTwilioAnswering ? "advanced" : "off" }] });
  const settings = TextSettings.parse({ brand: "Acme", contact: "help@acme.example", sender: connection, ...drawSettings(chance) });
  await saveTextSettings(world, shop, settings, world.now());
  const people = Array.from({ length: chance.whole(...PEOPLE[life.size]) }, (_, index) => aShopper(index + 1, chance));
  const scene: Scene = {
    n, shop, store, account, connection, hash: await numberHasher(world, shop), chance, people, words: openWords(), sent: [], fresh: [],
    flows: [], written: 0, coupon: null, orders: [], everybody: null, segments: [], campaigns: 0, limits: new Map(), erased: [], survivors: new Set(), isTwilioAnswering, settings, timeZone,
    kind, elsewhere: kind.isElsewhere ? await connectElsewhere(life, shop, account) : null, unread: [],
  };
  return scene;
}

async function connectTexting(world: SimWorld, shop: ShopId, platforms: Platforms, account: string): Promise<ConnectionId> {
  const { key, account: theirs = "", secret = "", token = "" } = platforms.account("twilio", account).credentials;
  const made = await connect(world, shop, { platform: "twilio", credentials: { kind: "key", key, account: theirs, secret, sender: "+15005550006" }, hookSecret: token });
  invariant("connection" in made, `the shop is let in at the texting platform: ${JSON.stringify(made)}`);
  return made.connection;
}

/** What a merchant may choose of how texts go. */
export function drawSettings(chance: Chance): Partial<z.input<typeof TextSettings>> {
  const gate = TextSettings.parse({}).gate;
  return {
    gate: { ...gate, brand: chance.pick([null, gate.brand, { max: 2, windowMs: days(3) }, { max: 4, windowMs: days(7) }]), needsProof: chance.happens(0.25), guardMinutes: chance.pick([0, 5, 30]) },
    spend: { dayMicros: chance.pick([null, null, 60_000, 20_000]), monthMicros: null },
  };
}
