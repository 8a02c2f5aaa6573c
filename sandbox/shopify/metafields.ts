// metafieldsSet: all or nothing, 25 at a time.
import { digest } from "./fields-customer.ts";
import { customerPayload } from "./payloads.ts";
import type { Customer, Metafield, Product } from "./records.ts";
import { Refusal } from "./refusal.ts";
import { nodeOf } from "./queries.ts";
import type { Shop } from "./shop.ts";

export const METAFIELDS_MAX = 25;
export type MetafieldInput = { ownerId: string; namespace?: string | null; key: string; type?: string | null; value: string; compareDigest?: string | null };

export function setMetafields(shop: Shop, inputs: MetafieldInput[]): Metafield[] {
  if (inputs.length > METAFIELDS_MAX) throw new Refusal(`Exceeded the maximum metafields input limit of ${METAFIELDS_MAX}.`, ["metafields"], "LESS_THAN_OR_EQUAL_TO");
  const planned = inputs.map((input, index) => {
    const field = ["metafields", String(index)];
    const owner = nodeOf(shop, input.ownerId);
    if (!isOwner(owner)) throw new Refusal("Owner does not exist.", [...field, "ownerId"], "INVALID");
    const namespace = input.namespace ?? "$app";
    const held = owner.metafields.find((metafield) => metafield.namespace === namespace && metafield.key === input.key);
    const type = input.type ?? held?.type;
    if (!type) throw new Refusal("Type can't be blank", [...field, "type"], "BLANK");
    if (input.compareDigest !== undefined && (held ? digest(held) : null) !== input.compareDigest) throw new Refusal("The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.", field, "STALE_OBJECT");
    return { owner, namespace, held, type, input };
  });
  return planned.map(({ owner, namespace, held, type, input }) => {
    const now = shop.now();
    const metafield: Metafield = held ?? { kind: "Metafield", id: shop.nextId("Metafield"), namespace, key: input.key, type, value: input.value, createdAt: now, updatedAt: now };
    Object.assign(metafield, { type, value: input.value, updatedAt: now });
    if (!held) owner.metafields.push(metafield);
    owner.updatedAt = now;
    if (owner.kind === "Customer") {
      shop.save(owner);
      shop.emit("customers/update", customerPayload(shop, owner));
    } else shop.save(owner);
    return metafield;
  });
}

function isOwner(node: object | null): node is Customer | Product {
  const kind = node && "kind" in node ? node.kind : null;
  return kind === "Customer" || kind === "Product";
}
