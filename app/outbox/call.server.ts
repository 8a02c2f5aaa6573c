// Pump: tells the merchant's own systems who entered or left. It leases like `deliver`: claim and commit, call,
// record where the lease is still its own. Up to a hundred changes of one hook go in one call; an address that
// fails for days is switched off, and its merchant is told.
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { later, minutes } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import { chanceOf } from "../shopify/admin.server.ts";
import { HookCall } from "./command.ts";
import { ATTEMPTS_MAX, type Fate, fate, maySendAt, type Outcome } from "./deliver.ts";
import { bodyOf, CHANGES_MAX, isWornOut } from "./hook.ts";
import { POST_TIMEOUT_MS, type Posted, postHook } from "./hook-post.server.ts";
import { hookToCall, leaseCalls, type Leased, noteAttempt, segmentNames, switchOff } from "./hook-rows.server.ts";
import { record } from "./rows.server.ts";
import { tellDoings } from "./told-doing-rows.server.ts";

const LEASE_MS = minutes(2);

export const call: Pump = {
  name: "call",
  async step(world, shop) {
    const now = world.now();
    const until = later(now, LEASE_MS);
    const leased = await transact(world, async (inside) => {
      const taken = await leaseCalls(inside, shop, { now, until, limit: CHANGES_MAX });
      if (taken) await wake(inside, shop, "call", until);
      return taken;
    });
    if (!leased) return 0;
    await world.point("call:after-claim");
    if (!maySendAt(until, POST_TIMEOUT_MS, world.now())) return 0;
    const sent = await send(world, shop, leased.hook, leased.calls, now);
    await world.point("call:after-send");
    return finish(world, shop, leased, sent, now);
  },
};

type Sent = { outcome: Outcome; status: number | null } | "gone";

const outcomeOf = ({ status, problem }: Posted): Outcome => {
  if (problem === null) return { kind: "accepted" };
  return status === null ? { kind: "lost", reason: problem } : { kind: "later", reason: problem, counts: true };
};

async function send(world: World, shop: ShopId, hookId: number, leased: Leased[], now: Date): Promise<Sent> {
  const hook = await hookToCall(world, shop, hookId);
  if (!hook || hook.state === "off") return "gone";
  const calls = leased.flatMap(({ payload }) => HookCall.safeParse({ ...payload, kind: "hookCall" }).data ?? []);
  const body = bodyOf(hook.domain, await segmentNames(world, shop, calls.flatMap(({ segmentId }) => segmentId ?? [])), calls);
  const posted = await postHook(world, hook, body, now);
  return { outcome: outcomeOf(posted), status: posted.status };
}

async function finish(world: World, shop: ShopId, { hook, calls }: { hook: number; calls: Leased[] }, sent: Sent, now: Date): Promise<number> {
  // One draw for all: what failed together returns together, in one call.
  const chance = chanceOf(world);
  const fateOf = ({ attempts, payload }: Leased): Fate => {
    if (sent === "gone") return { state: "done", problem: "Its webhook is gone." };
    if (!HookCall.safeParse({ ...payload, kind: "hookCall" }).success) return { state: "parked", problem: "This version of Segue cannot read the command." };
    // Nothing is given up one by one: the address as a whole is, after days.
    return fate(sent.outcome, { attempts: Math.min(attempts, ATTEMPTS_MAX - 2), idempotent: true, now, chance });
  };
  const fates = calls.map((row) => ({ commandId: row.command_id, fence: row.fence, fate: fateOf(row) }));
  return transact(world, async (inside) => {
    const written = await record(inside, shop, fates, now);
    await tellDoings(inside, shop, fates.flatMap((each) => (each.fate.state === "done" ? [each.commandId] : [])));
    if (sent === "gone" || written === 0) return written;
    const problem = sent.outcome.kind === "accepted" ? null : sent.outcome.reason;
    await noteAttempt(inside, shop, { hook, at: now, status: sent.status, changes: calls.length, problem });
    const after = await hookToCall(inside, shop, hook);
    if (problem !== null && isWornOut(after?.failingSince ?? null, now)) await switchOff(inside, shop, hook, `It was switched off: for three days no call was taken. ${problem}`);
    const again = fates.flatMap((each) => (each.fate.state === "due" ? [each.fate.at.getTime()] : []));
    if (again.length > 0) await wake(inside, shop, "call", new Date(Math.min(...again)));
    return written;
  });
}
