// What goes wrong in a life, drawn from its seed: some lives are quiet, most are not. Shares are from 0 to 1.
import type { Chance } from "#sandbox/chance.ts";

export type SimFaults = {
  /** The texting platform: 429, 500, 500 though it was done, no answer, no answer though it was done. */
  texting: { throttle: number; fail: number; failAfter: number; lose: number; loseAfter: number };
  /** What it tells us of: twice, out of order, never, signed by somebody else. */
  told: { duplicate: number; reorder: number; lose: number; forge: number };
  shopify: { throttle: number; fail: number; failAfter: number; lose: number; loseAfter: number };
  /** `late`: by hours. */
  webhooks: { duplicate: number; late: number; lose: number; forge: number };
  /** Of a pump's runs: the process dies at a named point, or stalls there until another has done its work. */
  workers: { die: number; stall: number };
  /** Of wake-ups: what is lost is found by the tick. */
  wakes: { lose: number };
  /** Bulk exports: one stands still, fails half-way, its file breaks off. */
  bulk: { stall: number; fail: number; cut: number };
  /** The platform that keeps segments: as the texting one; `jobExpire`: what it took it never did. */
  elsewhere: { throttle: number; fail: number; failAfter: number; lose: number; loseAfter: number; jobExpire: number };
};

const QUIET: SimFaults = {
  texting: { throttle: 0, fail: 0, failAfter: 0, lose: 0, loseAfter: 0 },
  told: { duplicate: 0, reorder: 0, lose: 0, forge: 0 },
  shopify: { throttle: 0, fail: 0, failAfter: 0, lose: 0, loseAfter: 0 },
  webhooks: { duplicate: 0, late: 0, lose: 0, forge: 0 },
  workers: { die: 0, stall: 0 },
  wakes: { lose: 0 },
  bulk: { stall: 0, fail: 0, cut: 0 },
  elsewhere: { throttle: 0, fail: 0, failAfter: 0, lose: 0, loseAfter: 0, jobExpire: 0 },
};

const SHARES = [0, 0.01, 0.03, 0.1];
const ROUGH = [0.05, 0.1, 0.2];

export function drawFaults(chance: Chance): SimFaults {
  if (chance.happens(0.1)) return QUIET;
  const shares = chance.happens(0.25) ? ROUGH : SHARES;
  const drawn = <Group extends Record<string, number>>(group: Group): Group =>
    Object.fromEntries(Object.keys(group).map((name) => [name, chance.pick(shares)])) as Group;
  return {
    texting: drawn(QUIET.texting), told: drawn(QUIET.told), shopify: drawn(QUIET.shopify), webhooks: drawn(QUIET.webhooks),
    workers: drawn(QUIET.workers), wakes: drawn(QUIET.wakes), bulk: drawn(QUIET.bulk), elsewhere: drawn(QUIET.elsewhere),
  };
}

export const noFaults = (): SimFaults => QUIET;
