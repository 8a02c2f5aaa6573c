// What Shopify Flow tells us: that an action of ours is to run, and whether workflows use our triggers. Both are
// signed like webhooks; neither carries a time, so that what is heard again must change nothing.
import { z } from "zod";
import { isSigned } from "../inbox/verify.ts";
import { CustomerId } from "../lib/ids.ts";
import { parseJson } from "../lib/json.ts";
import { sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { decide } from "../lists/decide.server.ts";
import { type Shop, shopByDomain } from "../shops/rows.server.ts";
import { Digits } from "../shopify/values.ts";

export const FLOW_BYTES_MAX = 100_000;

/** Flow does not try 4xx again, and shows the merchant the run as failed; 200 is done. */
export type Heard = { status: 200 | 401 | 404 | 422; message: string };

const Run = z.object({
  shopify_domain: z.string(),
  action_run_id: z.union([z.string().min(1).max(200), z.number()]).transform(String),
  properties: z.object({ customer_id: Digits.pipe(CustomerId), list: z.union([z.string().trim().min(1).max(200), z.number().int().positive()]) }),
});

export type Signed = { body: Uint8Array; signature: string | null };

export async function addToList(world: World, signed: Signed): Promise<Heard> {
  const heard = await readSigned(world, signed, Run);
  if ("status" in heard) return heard;
  const { shop, said } = heard;
  const { list: named, customer_id: id } = said.properties;
  const list = /^[1-9]\d{0,8}$/.test(String(named)) ? Number(named) : String(named);
  const byName = await decide(world, shop.shop, { list: String(named), person: { id } }, `flow/${said.action_run_id}`);
  const decided = byName.kind === "noList" && typeof list === "number" ? await decide(world, shop.shop, { list, person: { id } }, `flow/${said.action_run_id}`) : byName;
  switch (decided.kind) {
    case "decided":
      return decided.decision.outcome === "unknown" ? { status: 422, message: "This customer was deleted." } : { status: 200, message: decided.decision.outcome };
    case "noList":
      return { status: 422, message: "Segue has no list of this name." };
    case "notOurs":
      return { status: 422, message: "This list follows a segment of Shopify's, or is still being filled; nobody can be added to it." };
    // A run is one wish: it was decided before, and the workflow was edited since.
    case "keyUsed":
      return { status: 200, message: "already" };
    default:
      return decided satisfies never;
  }
}

const Use = z.object({ shopify_domain: z.string(), flow_trigger_definition_id: z.union([z.string().min(1).max(200), z.number()]).transform(String), has_enabled_flow: z.boolean(), timestamp: z.string().pipe(z.coerce.date()) });

/** The newest word counts, whatever the order in which they come. */
export async function noteUse(world: World, signed: Signed): Promise<Heard> {
  const heard = await readSigned(world, signed, Use);
  if ("status" in heard) return heard;
  const { shop, said: { flow_trigger_definition_id: handle, has_enabled_flow: enabled, timestamp } } = heard;
  await world.db.run(sql`
    insert into flow_trigger as old (shop_id, handle, enabled, told_at) values (${shop.shop}, ${handle}, ${enabled}, ${timestamp})
    on conflict (shop_id, handle) do update set enabled = excluded.enabled, told_at = excluded.told_at where old.told_at <= excluded.told_at`);
  return { status: 200, message: "noted" };
}

export async function readSigned<Said extends { shopify_domain: string }>(world: World, { body, signature }: Signed, shape: z.ZodType<Said>): Promise<Heard | { shop: Shop; said: Said }> {
  if (!isSigned(signature, body, world.secrets.shopifyApiSecret)) return { status: 401, message: "The signature is wrong." };
  const said = shape.safeParse(parseJson(Buffer.from(body).toString("utf8")));
  if (!said.success) return { status: 422, message: "This is not as Shopify Flow tells it." };
  const shop = await shopByDomain(world, said.data.shopify_domain);
  return shop?.state === "active" || shop?.state === "paused" ? { shop, said: said.data } : { status: 404, message: "Segue is not installed." };
}
