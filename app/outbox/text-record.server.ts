// What came of texts that were handed over: their rows, where the lease is still ours; the money and the sender's limits;
// what the refusal says of the number, of consent and of the sender.
import { noteReach, type SaidReach } from "../consent/reach.server.ts";
import { sayConsent } from "../inbox/say-consent.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import type { World } from "../lib/world.ts";
import { noteRefused } from "../messages/compliance/unsent-rows.server.ts";
import { reachBy } from "../messages/talk/hear.ts";
import { shopDayOf } from "../messages/spend.ts";
import { addSpend } from "../messages/spend-rows.server.ts";
import type { Failure } from "../platforms/adapter.ts";
import { changeConnection } from "../platforms/connection-rows.server.ts";
import { noteSenderRefused } from "../platforms/sender-refused.server.ts";
import { troubleOf } from "../platforms/send-trouble.ts";
import { shut } from "./budget.ts";
import { lockBudgets, saveBudgets } from "./budget-rows.server.ts";
import type { TextRow } from "./text-row.ts";
import { coverTexts } from "./text-told.server.ts";
import { tellRuns } from "./text-flow-rows.server.ts";
import { toldOfFate } from "./text-flow.ts";
import { recordTexts } from "./text-rows.server.ts";
import type { Flight } from "./text-take.server.ts";
import { breaksConnection, isGivenBack, type TextFate } from "./text.ts";

/** `handedAt`: when it went to the provider, at the latest; null: nobody knows. `failure`: the platform's word on it. */
export type Said = { row: TextRow; flight: Flight | null; handedAt: Date | null; fate: TextFate; failure: Failure | null; /** Not answered, but found in the provider's list. */ isFound: boolean };

/** Returns how many were ours to write. */
export async function recordSaid(world: World, shop: ShopId, zone: string, said: readonly Said[], now: Date): Promise<number> {
  // The shop's facts are locked before any number and any text.
  await noteFirst(world, shop, said);
  await passOnStops(world, shop, said, now);
  await noteReach(world, shop, refusedOf(said), now);
  // Whoever takes texts locks the sender's limits and then writes what they cost: so does this.
  await settleSenders(world, shop, said, now);
  await world.point("text:before-record");
  const written = await recordTexts(world, shop, said.map(({ row, flight, handedAt, fate, isFound }) => ({ textId: row.textId, fence: row.fence, connection: flight?.sender.connection.connection_id ?? null, handedAt, fate, isFound })));
  await tellRuns(world, shop, said.flatMap(({ row, fate, handedAt }) => (written.has(row.textId) ? toldOfFate(row, written.get(row.textId) === "doubt" ? { state: "doubt", problem: "" } : fate, handedAt ?? row.sentAt ?? now) : [])), now);
  await noteRefused(world, shop, said.flatMap(({ row: { textId } }) => (written.get(textId) === "failed" ? [textId] : [])));
  const back = said.filter(({ row, fate }) => written.has(row.textId) && isGivenBack(fate));
  await addSpend(world, shop, back.map(({ row: { sentAt, parts, micros } }) => ({ day: shopDayOf(zone, sentAt ?? now).day, texts: -1, parts: -(parts ?? 0), micros: -(micros ?? 0) })));
  // A receipt may have come before us.
  if (said.some(({ fate }) => fate.state === "sent")) await wake(world, shop, "hear");
  return written.size;
}

/** A world without an address of its own is told nothing. */
async function noteFirst(world: World, shop: ShopId, said: readonly Said[]): Promise<void> {
  const [first] = said.flatMap(({ flight, fate, handedAt }) => (fate.state === "sent" && flight?.sender.callback && handedAt ? [{ platform: flight.sender.connection.platform, at: handedAt }] : [])).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  if (first) await coverTexts(world, shop, first.platform, first.at);
}

const codeOf = ({ failure }: Said): string | null => failure?.code ?? null;

/** Whom the provider refuses because they wrote STOP there has stopped here. */
async function passOnStops(world: World, shop: ShopId, said: readonly Said[], now: Date): Promise<void> {
  const stopped = said.flatMap((each) => (each.flight && troubleOf(each.flight.sender.connection.platform, codeOf(each)) === "stopped" ? [each.flight] : []));
  await sayConsent(world, shop, stopped.map(({ row, phone, sender }) => ({
    phone, ...(row.customerId ? { customerId: row.customerId } : {}), teller: sender.connection.connection_id,
    entry: { kind: "stopped" as const, at: now.getTime(), source: "provider" as const, by: "provider" as const, evidence: { page: null, messageIds: [], order: null, note: "The provider refused a text, because they had stopped texts from this sender." } },
  })), now);
}

const refusedOf = (said: readonly Said[]): SaidReach[] => said.flatMap((each) => {
  const reach = each.fate.state === "failed" ? reachBy({ state: "undelivered", deliveredAt: null, errorCode: codeOf(each) }, false) : null;
  return reach === null ? [] : [{ number: each.row.number, customerId: each.row.customerId, reach }];
});

async function settleSenders(world: World, shop: ShopId, said: readonly Said[], now: Date): Promise<void> {
  const failed = said.flatMap(({ flight, failure }) => (flight && failure ? [{ connection: flight.sender.connection.connection_id, failure }] : []));
  // One of each code and connection: a set may be refused whole.
  const refused = new Map(failed.flatMap(({ connection, failure: { reason, code = null } }) => (reason === "refused" ? [[`${connection}/${code}`, { connection, code }] as const] : [])));
  for (const { connection, code } of refused.values()) await noteSenderRefused(world, shop, connection, { code, sentAt: now });
  const broken = failed.find(({ failure }) => breaksConnection(failure));
  if (broken) await changeConnection(world, shop, broken.connection, { state: "broken", problem: broken.failure.detail });
  const slowed = said.find(({ failure }) => failure?.reason === "throttled");
  const sender = slowed?.flight?.sender;
  if (!slowed || !sender || sender.budget === null) return;
  const id = sender.connection.connection_id;
  const buckets = await lockBudgets(world, shop, id);
  await saveBudgets(world, shop, id, new Map([[sender.budget, shut(sender.limits, buckets.get(sender.budget) ?? [], now, slowed.failure?.retryAfterMs ?? null)]]));
}
