// How many customers a definition finds, and nothing more: for the templates, which are many.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Count, row, sql } from "../lib/sql.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { compile } from "./compile.ts";
import { askAbout } from "./cutoff.server.ts";
import type { Definition } from "./definition.ts";
import { limited } from "./limited.server.ts";

const TIMEOUT_MS = seconds(10);

/** Null: it took too long. */
export function countMatches(world: World, shop: ShopId, definition: Definition): Promise<number | null> {
  return limited(world, TIMEOUT_MS, async (inside) => {
    const members = compile(definition, await askAbout(inside, shop, definition)).members();
    const found = await row(inside.db, z.object({ count: Count }), sql`select count(*) from (${members}) member`);
    return found?.count ?? 0;
  });
}
