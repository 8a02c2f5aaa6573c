// Takes a count of who could be texted one step further. Whoever looks at it asks for the next step, so nothing runs that
// nobody waits for; what was counted stays, also where they leave.
import type { ShopId } from "../../lib/ids.ts";
import { earlier, minutes } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { begin, counted, type Counting, withPage } from "./audience-count.ts";
import { audiencePage, type AudienceRow, audienceSize, lockAudience, saveAudience } from "./audience-rows.server.ts";
import { ANY_PROMOTION, audienceOf } from "../gate/audience.server.ts";

const PAGE = 2_000;
/** Its beginning would be told with its end. */
const STALE_MS = minutes(30);

export function stepAudience(world: World, shop: ShopId, segment: number): Promise<AudienceRow> {
  return transact(world, async (within) => {
    const before = await lockAudience(within, shop, segment);
    const now = within.now();
    const running = before.running && before.running.startedAt > earlier(now, STALE_MS) ? before.running : begin(await audienceSize(within, shop, segment), now);
    const next = await pageOf(within, shop, segment, running);
    const after = next.isLast ? { done: counted(next.running), running: null } : { done: before.done, running: next.running };
    await saveAudience(within, shop, segment, after);
    return after;
  });
}

async function pageOf(world: World, shop: ShopId, segment: number, running: Counting): Promise<{ running: Counting; isLast: boolean }> {
  const people = await audiencePage(world, shop, segment, running, PAGE);
  const page = await audienceOf(world, shop, people, ANY_PROMOTION, running.startedAt);
  return { running: withPage(running, page, people.length, people.at(-1)?.customerId ?? running.cursor), isLast: people.length < PAGE };
}
