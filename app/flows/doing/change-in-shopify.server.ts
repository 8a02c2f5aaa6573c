// Tags and metafields of a customer, and workflows of Shopify Flow: commands to Shopify, by the part's own key.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { metafieldTypes } from "../../customers/metafield-type-rows.server.ts";
import type { SmallCommand } from "../../outbox/command.ts";
import { enqueue } from "../../outbox/enqueue.server.ts";
import { type Part, refused, sent, type Told } from "./doing.ts";
import { fieldParts } from "./metafield.ts";

/** What Shopify takes where nobody has said what the field holds. */
const PLAIN = "single_line_text_field";

export async function changeInShopify(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const types = await metafieldTypes(world, shop, parts.flatMap(({ asked }) => (asked.kind === "change" && asked.change.kind === "metafield" ? [asked.change.field] : [])));
  const wanted = parts.map((part) => ({ part, command: commandOf(part, types, now) }));
  await enqueue(world, shop, wanted.flatMap(({ part: { key }, command }) => (command ? [{ key, command }] : [])));
  return wanted.map(({ part, command }) => ({ part, outcome: command ? sent(part.key) : refused("This is no name of a metafield: it is written as namespace.key.") }));
}

function commandOf({ asked, of, flowName }: Part, types: ReadonlyMap<string, string>, now: Date): SmallCommand | null {
  const customerId = of.customer;
  if (asked.kind === "call") return asked.call.kind === "shopifyFlow" ? { kind: "flowEvent", customerId, event: asked.call.event, flow: flowName, at: now.toISOString() } : null;
  if (asked.kind !== "change") return null;
  const { change } = asked;
  if (change.kind === "tag" || change.kind === "untag") return { kind: change.kind === "tag" ? "personTagAdd" : "personTagRemove", customerId, tag: change.tag };
  const name = change.kind === "metafield" ? fieldParts(change.field) : null;
  return change.kind === "metafield" && name ? { kind: "metafieldSet", customerId, ...name, type: types.get(change.field) ?? PLAIN, value: change.value } : null;
}
