// Telling an address of the merchant's own: a call of the hook that stands there, signed and repeated as all its calls are.
import type { ShopId } from "../../lib/ids.ts";
import { mayCall } from "../../lib/public-address.ts";
import type { World } from "../../lib/world.ts";
import { enqueueCalls } from "../../outbox/enqueue.server.ts";
import { hookOfFlow } from "../../outbox/hook.server.ts";
import { type Part, refused, sent, type Told } from "./doing.ts";

export async function callHooks(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const told: Told[] = [];
  for (const [url, all] of Map.groupBy(parts, urlOf)) {
    const found = url !== null && mayCall(url) ? await hookOfFlow(world, shop, url, now) : null;
    const problem = url === null ? "The step names no address yet." : !mayCall(url) ? "This address cannot be called: it must be https, with a public name." : !found ? "The shop has as many webhooks as it may have. Remove one under Settings." : found.state === "off" ? "Its webhook is switched off. Switch it on under Settings, then try again." : null;
    if (problem !== null || !found) {
      told.push(...all.map((part) => ({ part, outcome: refused(problem ?? "The step names no address yet.") })));
      continue;
    }
    await enqueueCalls(world, shop, all.map((part) => ({ key: part.key, command: commandOf(part, found.id) })));
    told.push(...all.map((part) => ({ part, outcome: sent(part.key) })));
  }
  return told;
}

const urlOf = ({ asked }: Part): string | null => (asked.kind === "call" && asked.call.kind === "webhook" ? asked.call.url : null);

/** `changeId`: the same in every attempt, so that whoever is told twice knows it again. */
function commandOf({ of, asked, flowName }: Part, hookId: number) {
  const name = asked.kind === "call" && asked.call.kind === "webhook" ? asked.call.event : "";
  return { kind: "hookCall" as const, hookId, changeId: `flow-${of.doing}`, at: of.at.toISOString(), customerId: of.customer, event: { name, flow: of.flow, flowName, step: of.step } };
}
