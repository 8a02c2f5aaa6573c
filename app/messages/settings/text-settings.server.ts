// The settings for texts as rows: every version is kept, the newest holds.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { row, sql } from "../../lib/sql.ts";
import { transact, type World } from "../../lib/world.ts";
import { wake } from "../../lib/pump.server.ts";
import { TextSettings } from "./text-settings.ts";

export type SettingsHeld = { version: number; settings: TextSettings };

const Row = z.object({ version: z.number(), settings: TextSettings });

/** Version 0: nothing was saved yet. */
export async function readTextSettings(world: World, shop: ShopId): Promise<SettingsHeld> {
  const found = await row(world.db, Row, sql`select version, settings from text_settings where shop_id = ${shop} order by version desc limit 1`);
  if (found) return found;
  const named = await row(world.db, z.object({ name: z.string().nullable() }), sql`select name from shop where shop_id = ${shop}`);
  return { version: 0, settings: TextSettings.parse({ brand: (named?.name ?? "").slice(0, 40) }) };
}

/** As a decision of then was made by; null where there is no such version. */
export async function settingsOfVersion(world: World, shop: ShopId, version: number): Promise<TextSettings | null> {
  if (version === 0) return TextSettings.parse({});
  const found = await row(world.db, Row, sql`select version, settings from text_settings where shop_id = ${shop} and version = ${version}`);
  return found?.settings ?? null;
}

/** The same words twice are one version. What waits may go by the new ones at once. */
export async function saveTextSettings(world: World, shop: ShopId, settings: TextSettings, now: Date): Promise<number> {
  const saved = JSON.stringify(TextSettings.parse(settings));
  return transact(world, async (world) => {
    await lockTextSettings(world, shop);
    const before = await row(world.db, z.object({ version: z.number(), same: z.boolean() }), sql`
      select version, settings = ${saved}::jsonb as same from text_settings where shop_id = ${shop} order by version desc limit 1`);
    if (before?.same) return before.version;
    const version = (before?.version ?? 0) + 1;
    await world.db.run(sql`insert into text_settings (shop_id, version, settings, at) values (${shop}, ${version}, ${saved}::jsonb, ${now})`);
    await wake(world, shop, "text");
    return version;
  });
}

/** Until the transaction ends nobody else saves: whoever changes a part of them reads first. */
export const lockTextSettings = (world: World, shop: ShopId): Promise<number> => world.db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`text-settings/${shop}`}, 0))`);
