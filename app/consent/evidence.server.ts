// Everything that shows what somebody agreed to and what was sent to them, for a lawyer, a carrier or an authority.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { type Evidence, evidenceFrom } from "./evidence.ts";
import { decisionsIn, repliesIn, textsIn, tracesOf } from "./evidence-rows.server.ts";
import { entriesOf, headOf } from "./ledger-rows.server.ts";
import type { NumberHash } from "./number.ts";

type Asked = { number: NumberHash; /** Null: from the beginning. */ from: Date | null; /** Including this instant. */ to: Date };

/** Lines from before the period are part of it: consent is older than what rests on it. */
export async function evidenceOf(world: World, shop: ShopId, { number, from, to }: Asked): Promise<Evidence> {
  const period = { number, from: from ?? new Date(0), to };
  const lines = await entriesOf(world, shop, number);
  const noted = await headOf(world, shop, number);
  const traces = new Map((await tracesOf(world, shop, number)).map((trace) => [trace.seq, trace]));
  return evidenceFrom({ ...period, madeAt: world.now(), lines, noted, traces, decisions: await decisionsIn(world, shop, period), texts: await textsIn(world, shop, period), replies: await repliesIn(world, shop, period) });
}
