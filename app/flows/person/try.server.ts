// A flow tried on one customer, for the editor: what would come from now on if nothing more happened, instant by instant, with
// each text as it would be composed for them today. Nothing is made and nothing goes.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import { days } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { exampleCart } from "../../messages/message/example-cart.ts";
import { type MessageDefinition, rootsOf } from "../../messages/message/message.ts";
import { writeFor } from "../../messages/message/write-text.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import type { FlowDefinition } from "../definition.ts";
import { readWeights } from "../experiment/weights.server.ts";
import { aboutMs } from "../span.ts";
import { isReason, REASONS as GATE } from "../../messages/gate/reasons.ts";
import { ENTRY_REASONS, saysOf } from "../reasons.ts";
import type { About } from "../ledger.ts";
import { readPasts, readReplaying, type Reading } from "../replay/read-past.server.ts";
import type { PersonFacts } from "../../segments/person.ts";
import type { TriedFlow, TriedStep } from "./tried.ts";
import { tryPerson } from "./try.ts";

/** Null: there is no such customer. */
export async function tryFlow(world: World, shop: ShopId, definition: FlowDefinition, customer: CustomerId, flow = 0): Promise<TriedFlow | null> {
  const now = world.now().getTime();
  const reading = await readReplaying(world, shop, { flow, definition, from: now, until: now });
  const { past: _, ...ask } = reading.replaying.ask;
  const [past] = await readPasts(world, shop, reading.replaying, [customer]);
  if (!past) return null;
  const weights = await readWeights(world, shop, [{ flow, definition }], [customer]);
  const trying = { ...reading.replaying, ask, weights: (each: string) => weights(flow, each), until: now + aboutMs(definition.longest) + days(1) };
  const tried = tryPerson(trying, past, aboutOf(past.person, now), now);
  const texts = await composed(world, shop, reading, customer);
  return {
    customerId: customer, isCut: tried.isCut,
    refused: tried.enters.enters ? null : { reason: tried.enters.reason, says: ENTRY_REASONS[tried.enters.reason] },
    steps: tried.steps.map(({ at, step, decision }): TriedStep => {
      const reason = "reason" in decision ? decision.reason : null;
      return {
        at: new Date(at), step, kind: decision.kind, reason, says: reason === null ? null : wordsOf(reason),
        until: "until" in decision && decision.until !== null ? new Date(decision.until) : null, text: decision.kind === "sent" ? (texts.get(decision.step) ?? null) : null,
      };
    }),
  };
}

const wordsOf = (reason: string): string | null => (isReason(reason) ? GATE[reason].says : saysOf(reason));

/** Their newest order, and what they left last. */
function aboutOf({ orders, events }: PersonFacts, now: number): About {
  const order = orders.filter(({ processedAt }) => processedAt !== null && processedAt.getTime() <= now).at(-1);
  const seen = events.filter(({ productId, at }) => productId !== null && at.getTime() <= now).at(-1);
  return { checkout: "try", ...(order && { order: order.orderId }), ...(seen?.productId && { product: seen.productId }) };
}

/** By step; what has a gap for them is left out, as it would be live. */
async function composed(world: World, shop: ShopId, { messages, settings }: Reading, customerId: CustomerId): Promise<Map<string, string>> {
  const found = await readShop(world, shop);
  const cart = found ? exampleCart(found.host, found.currency) : undefined;
  const texts = new Map<string, string>();
  for (const [step, definition] of messages) {
    const asked = { textId: customerId, customerId, number: null, campaignId: null, ...(needsCart(definition) && cart ? { cart } : {}) };
    const one = (await writeFor(world, shop, { messageId: null, name: step, definition, settings }, [asked], world.now(), { isDry: true })).get(customerId);
    if (one && one !== "waiting") texts.set(step, one.composed.text);
  }
  return texts;
}

const needsCart = (definition: MessageDefinition): boolean => rootsOf(definition).includes("cart");
