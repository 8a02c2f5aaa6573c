// Texts that somebody leased and is not heard of since, or whose answer was lost: each is looked for at its provider, and
// never handed over again. Where nobody can look, it is in doubt.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { phonesOf } from "../messages/talk/phone-rows.server.ts";
import { sendCommand } from "./text-command.ts";
import type { TextRow } from "./text-row.ts";
import { leaseAgain, lostTexts } from "./text-rows.server.ts";
import { type Means, readSender, type Sender } from "./text-sender.server.ts";
import type { Flight } from "./text-take.server.ts";

const LOOKED_FOR_MAX = 50;

/** `hopeless`: their sender or their phone is gone. */
export type Lost = { flights: Flight[]; hopeless: TextRow[] };

export async function takeLost(world: World, shop: ShopId, means: Means, now: Date, until: Date): Promise<Lost> {
  const rows = await lostTexts(world, shop, LOOKED_FOR_MAX, now);
  if (rows.length === 0) return { flights: [], hopeless: [] };
  await leaseAgain(world, shop, rows.map(({ textId }) => textId), until);
  const senders = new Map<number, Sender | null>();
  for (const id of new Set(rows.flatMap(({ connectionId }) => connectionId ?? []))) senders.set(id, await readSender(world, shop, id, means));
  const phones = await phonesOf(world, shop, rows);
  const lost: Lost = { flights: [], hopeless: [] };
  for (const taken of rows) {
    const row = { ...taken, fence: String(BigInt(taken.fence) + 1n) };
    const [sender, phone] = [row.connectionId === null ? null : senders.get(row.connectionId), phones.get(row.number)];
    if (!sender || phone === undefined || row.body === null) {
      lost.hopeless.push(row);
      continue;
    }
    const command = sendCommand({ row, phone, text: row.body, media: row.media, callback: sender.callback, at: row.sentAt ?? now });
    lost.flights.push({ row, phone, sender, command, step: sender.adapter.lost(command, row.progress, sender.credentials), isLooking: true });
  }
  return lost;
}
