// Pump: takes commands that are due and carries them out. It leases (claim and commit), calls, and
// records only where the lease is still its own; a worker that dies or stalls in between leaves rows
// that become due again when the lease ends.
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { later, minutes, seconds } from "../lib/time.ts";
import { often, transact, type World } from "../lib/world.ts";
import { admin, chanceOf } from "../shopify/admin.server.ts";
import { deliverBulk } from "./bulk.server.ts";
import { BulkTags, type Command, isIdempotent, SmallCommand } from "./command.ts";
import { type Fate, fate, maySendAt, type Outcome } from "./deliver.ts";
import { type Sent, SMALL_COST, SMALL_MAX, SmallAnswer, smallDocument, smallOutcomes, smallVariables } from "./mutations.ts";
import { phonesToTell } from "./new-customer-rows.server.ts";
import { lease, type Leased, record, type Recorded, takenBack } from "./rows.server.ts";
import { tellDoings } from "./told-doing-rows.server.ts";

const LEASE_MS = minutes(5);
/** The longest that one request may take (shopify/admin.ts), with room for a token's renewal. */
const SEND_MS = seconds(60);

export const deliver: Pump = {
  name: "deliver",
  async step(world, shop) {
    const now = world.now();
    const until = later(now, LEASE_MS);
    const leased = await transact(often(world), async (world) => {
      const rows = await lease(world, shop, { now, until, limit: SMALL_MAX });
      if (rows.length > 0) await wake(world, shop, "deliver", until);
      return rows;
    });
    if (leased.length === 0) return 0;
    await world.point("deliver:after-claim");
    // The one second look at the clock: how long did we stall?
    if (!maySendAt(until, SEND_MS, world.now())) return 0;
    const first = leased[0];
    return first?.kind === "bulkTags" ? oneBulk(world, shop, first, now) : severalSmall(world, shop, leased, now);
  },
};

async function severalSmall(world: World, shop: ShopId, leased: Leased[], now: Date): Promise<number> {
  const read = leased.map((row) => ({ row, command: SmallCommand.safeParse({ ...row.payload, kind: row.kind }) }));
  const all = read.flatMap(({ command }) => (command.success ? [command.data] : []));
  const taken = await takenBack(world, shop, all.filter((command) => command.kind === "smsOptIn"));
  const phones = await phonesToTell(world, shop, all.filter((command) => command.kind === "customerCreate"));
  const isTaken = (command: SmallCommand) => (command.kind === "smsOptIn" ? taken.has(command.customerId) : command.kind === "customerCreate" && !phones.has(command.number));
  const commands = all.flatMap((command): Sent[] => {
    if (command.kind !== "customerCreate") return isTaken(command) ? [] : [command];
    const phone = phones.get(command.number);
    return phone === undefined ? [] : [{ ...command, phone }];
  });
  const answer =
    commands.length > 0
      ? await admin(world, shop).query(SmallAnswer, smallDocument(commands), smallVariables(commands), {
          cost: commands.length * SMALL_COST,
          partial: true,
        })
      : { kind: "data" as const, data: {} };
  await world.point("deliver:after-send");
  const outcomes = smallOutcomes(commands, answer).values();
  // One draw for all: what failed together returns together, in one request.
  const sent = { now, chance: chanceOf(world) };
  const fates = read.map(({ row, command }): Recorded => ({
    commandId: row.command_id,
    fence: row.fence,
    fate: !command.success ? unreadable : isTaken(command.data) ? { state: "done", problem: null } : decided(command.data, row, outcomes.next().value, sent),
  }));
  return finish(world, shop, fates, now);
}

async function oneBulk(world: World, shop: ShopId, row: Leased, now: Date): Promise<number> {
  const command = BulkTags.safeParse({ ...row.payload, kind: row.kind });
  if (!command.success) return finish(world, shop, [{ commandId: row.command_id, fence: row.fence, fate: unreadable }], now);
  const outcome = await deliverBulk(world, shop, { command: command.data, row, now });
  await world.point("deliver:after-send");
  return finish(world, shop, [{ commandId: row.command_id, fence: row.fence, fate: decided(command.data, row, outcome, { now, chance: chanceOf(world) }) }], now);
}

function decided(command: Command, { attempts }: Leased, outcome: Outcome | undefined, sent: { now: Date; chance: number }): Fate {
  if (!outcome) return unreadable;
  return fate(outcome, { attempts, idempotent: isIdempotent(command), ...sent });
}

const unreadable: Fate = { state: "parked", problem: "This version of Segue cannot read the command." };

async function finish(world: World, shop: ShopId, recorded: Recorded[], now: Date): Promise<number> {
  await world.point("deliver:before-record");
  return transact(often(world), async (world) => {
    const written = await record(world, shop, recorded, now);
    // Sync turns outcomes into what it believes Shopify holds.
    if (recorded.some(({ fate }) => fate.state === "done")) await wake(world, shop, "mirror");
    await tellDoings(world, shop, recorded.flatMap(({ commandId, fate }) => (fate.state === "done" ? [commandId] : [])));
    const again = recorded.flatMap(({ fate }) => (fate.state === "due" ? [fate.at.getTime()] : []));
    if (again.length > 0) await wake(world, shop, "deliver", new Date(Math.min(...again)));
    return written;
  });
}
