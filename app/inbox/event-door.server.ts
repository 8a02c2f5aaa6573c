// The events door: whoever has the shop's key tells us what people did. A 202 means a committed row of
// the inbox; the same batch again changes nothing.
import { createHash } from "node:crypto";
import type { World } from "../lib/world.ts";
import { shopOfKey } from "../shops/api-key.server.ts";
import { readJson } from "../shopify/values.ts";
import { type EventProblem, EVENTS_TOPIC, readBatch } from "./event-batch.ts";
import type { Caller } from "./caller.server.ts";
import { customNames, storeBatch } from "./event-rows.server.ts";

export type Taken = { status: 202 | 400 | 401 | 422; accepted: number; problems: EventProblem[] };

const refused = <Status extends 400 | 401>(status: Status, message: string) => ({ status, accepted: 0, problems: [{ index: null, path: [], message }] });

export async function takeEvents(world: World, key: string | null, body: string): Promise<Taken> {
  const found = key === null ? null : await shopOfKey(world, key);
  return found ? takeEventsOf(world, found, body) : refused(401, "This key is not known. Make one in Segue, under Settings.");
}

/** Of a caller who is known already. */
export async function takeEventsOf(world: World, { shop, currency }: Caller, body: string): Promise<Taken & { status: 202 | 400 | 422 }> {
  const now = world.now();
  const json = readJson(body);
  if (json === undefined) return refused(400, "This is not JSON.");
  const { events, covers, problems } = readBatch(json, { now, currency, names: await customNames(world, shop) });
  if (events.length === 0 && covers.length === 0) return { status: 422, accepted: 0, problems };
  const stored = JSON.stringify({ events, covers });
  await storeBatch(world, shop, EVENTS_TOPIC, createHash("sha256").update(stored).digest("hex"), stored, now);
  return { status: 202, accepted: events.length, problems };
}
