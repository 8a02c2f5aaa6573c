// A property of somebody on every connected platform that keeps properties.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { enqueuePlatform } from "../../outbox/enqueue-platform.server.ts";
import { CAPABILITIES } from "../../platforms/capabilities.ts";
import { liveConnections } from "../../platforms/connection-rows.server.ts";
import { type Part, refused, sent, type Told } from "./doing.ts";

export async function changeProperties(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const connections = (await liveConnections(world, shop)).filter(({ state, platform }) => state === "on" && CAPABILITIES[platform].memberships.some(({ model }) => model === "property"));
  for (const { connection_id: id } of connections) {
    await enqueuePlatform(world, shop, id, parts.flatMap((part) => {
      const change = part.asked.kind === "change" && part.asked.change.kind === "property" ? part.asked.change : null;
      return change ? [{ key: keyAt(part, id), command: { kind: "platformProperty" as const, customerId: part.of.customer, name: change.name, value: change.value } }] : [];
    }), now);
  }
  return parts.map((part) => ({ part, outcome: connections.length === 0 ? refused("No platform that keeps properties is connected.") : sent(...connections.map(({ connection_id: id }) => keyAt(part, id))) }));
}

const keyAt = ({ key }: Part, connection: number): string => `${key}/${connection}`;
