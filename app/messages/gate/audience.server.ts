// How many of these people could get a text now, how many later and how many never, and why: the gate's own answer for
// each of them, asked without sending. Hours and limits are those of the instant; the text's words are not looked at.
import { numberHasher } from "#app/consent/number.server.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import type { World } from "#app/lib/world.ts";
import type { Message } from "./facts.ts";
import { maySend } from "./may-send.ts";
import { gatePeople, PEOPLE_MAX } from "./people.server.ts";
import type { Reason } from "./reasons.ts";
import { rulesOf } from "./rules.server.ts";

/** `because`: of those who cannot be texted now, how many for each reason. */
export type Audience = { now: number; later: number; never: number; because: Map<Reason, number> };

/** What most promotional texts are to the gate. */
export const ANY_PROMOTION: Message = { class: "marketing", scope: "marketing", reply: null, topic: null, subject: null, cart: null, place: "in", faults: [], sender: "ready", budgetAt: null, expiresAt: null };

export async function audienceOf(world: World, shop: ShopId, people: readonly { customerId: CustomerId; phone: string | null }[], message: Message, now: Date): Promise<Audience> {
  const by = await rulesOf(world, shop);
  const hash = await numberHasher(world, shop);
  const sum: Audience = { now: 0, later: 0, never: 0, because: new Map() };
  const count = (what: "now" | "later" | "never", reason: Reason) => {
    sum[what] += 1;
    if (what !== "now") sum.because.set(reason, (sum.because.get(reason) ?? 0) + 1);
  };
  for (let from = 0; from < people.length; from += PEOPLE_MAX) {
    const asked = people.slice(from, from + PEOPLE_MAX).map(({ customerId, phone }) => (phone === null ? null : { customerId, phone, number: hash(phone) }));
    const known = await gatePeople(world, shop, by, asked.filter((each) => each !== null), now);
    for (const each of asked) {
      const found = each && known.get(each.number);
      if (!found) count("never", "noNumber");
      else if (!found.customers.has(each.customerId)) count("never", "personGone");
      else {
        const { verdict, reason } = maySend(by.rules, found.person, message, found.history, now.getTime());
        count(verdict === "send" ? "now" : verdict === "defer" ? "later" : "never", reason);
      }
    }
  }
  return sum;
}
