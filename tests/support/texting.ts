// A shop that may text people of the sandbox's Twilio: settings, a sender, customers who agreed, and texts to them.
import { z } from "zod";
import type { ConsentEntry } from "#app/consent/entry.ts";
import { appendEntries } from "#app/consent/ledger.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import type { NumberHash } from "#app/consent/number.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import type { NewText } from "#app/messages/person-text.ts";
import { saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { TextSettings } from "#app/messages/settings/text-settings.ts";
import type { PlatformId } from "#app/platforms/adapter.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";
import { addCustomers, connected, phoneOf, withPlatforms } from "./platforms.ts";
import { aShop } from "./shop.ts";
import type { TestWorld } from "./world.ts";

export type Texting = { shop: ShopId; platforms: Platforms; connection: ConnectionId; customers: CustomerId[]; numbers: NumberHash[] };

type Asked = { people?: number; platform?: PlatformId; settings?: z.input<typeof TextSettings>; timeZone?: string };

/** People of Washington, D.C. (area code 202), who agreed in writing. */
export async function aTextingShop(world: TestWorld, { people = 3, platform = "twilio", settings = {}, timeZone = "America/New_York" }: Asked = {}): Promise<Texting> {
  const platforms = withPlatforms(world);
  const shop = await aShop(world, { timeZone });
  const connection = await connected(world, shop, platforms, platform);
  platforms.control({ platform, faults: { limits: 0 } });
  const customers = await addCustomers(world, shop, Array.from({ length: people }, (_, index) => index + 1));
  const numbers = await numbersOf(world, shop, customers);
  await appendEntries(world, shop, numbers.map((number) => ({ number, entry: agreed(world.now().getTime() - 86_400_000) })), world.now());
  await saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme", contact: "help@acme.example", sender: connection, ...settings }), world.now());
  return { shop, platforms, connection, customers, numbers };
}

export const agreed = (at: number): ConsentEntry => ({
  kind: "optedIn", at, source: "form", scopes: ["marketing"], basis: "express", proof: "written", expiresAt: null, evidence: null, disclosure: { version: "1", text: "I agree to texts.", locale: "en" },
});

export async function numbersOf(world: TestWorld, shop: ShopId, customers: readonly string[]): Promise<NumberHash[]> {
  const hash = await numberHasher(world, shop);
  return customers.map((customer) => hash(phoneOf(customer)));
}

export const aText = (key: string, customerId: CustomerId | null, number: NumberHash, at: Date, more: Partial<NewText> = {}): NewText => ({
  key, source: "test", customerId, number, campaignId: null, message: null, body: `Acme: Hello from ${key}`, media: null, class: "marketing", scope: "marketing", topic: null, subject: null, cart: null,
  reply: null, dueAt: at, expiresAt: null, ...more,
});

const Row = z.object({ key: z.string(), state: z.string(), reason: z.string().nullable(), problem: z.string().nullable() });

export const textsOf = (world: TestWorld, shop: ShopId): Promise<z.infer<typeof Row>[]> =>
  world.db.rows(Row, sql`select key, state, reason, problem from person_text where shop_id = ${shop} order by text_id`);

/** What arrived at the stand-in, in the order in which it did. */
export const sentThere = (platforms: Platforms, platform: PlatformId = "twilio") => platforms.view(platform).messages.filter(({ direction }) => direction === "out");
