// Tags and metafields of a customer, and workflows of Shopify Flow: commands to Shopify, by the part's own key.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { SmallCommand } from "../../outbox/command.ts";
import { enqueue } from "../../outbox/enqueue.server.ts";
import { type Part, sent, type Told } from "./doing.ts";

export async function tagPeople(world: World, shop: ShopId, parts: readonly Part[], _now: Date): Promise<Told[]> {
  const wanted = parts.flatMap((part) => {
    const command = commandOf(part);
    return command ? [{ part, command }] : [];
  });
  await enqueue(world, shop, wanted.map(({ part: { key }, command }) => ({ key, command })));
  return wanted.map(({ part }) => ({ part, outcome: sent(part.key) }));
}

function commandOf({ asked, of: { customer: customerId } }: Part): SmallCommand | null {
  if (asked.kind !== "change") return null;
  const { change } = asked;
  if (change.kind === "tag" || change.kind === "untag") return { kind: change.kind === "tag" ? "personTagAdd" : "personTagRemove", customerId, tag: change.tag };
  return null;
}
