// A platform's delivery as it waits in the inbox, and what it means. Its envelope may be unreadable, which a person
// must see; an event that we do not know is counted and passed over.
import { z } from "zod";
import { type Problem, problemsOf } from "../lib/problem.ts";
import { PlatformId } from "../platforms/adapter.ts";
import type { Adapters } from "../platforms/adapters.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";
import type { Told } from "./platform-facts.ts";

/** The topic of a row is this and the platform. */
const START = "platform/";
export const topicOf = (platform: PlatformId) => START + platform;
export const isOfPlatform = (topic: string) => topic.startsWith(START);

export const Stored = z.object({ platform: PlatformId, connection: z.number().int().positive(), type: z.string(), body: z.string() });
export type Stored = z.infer<typeof Stored>;

export type Understood = { told: Told; unknown: number };

export function understandDelivery(payload: unknown, receivedAt: Date, adapters: Adapters): Understood | Problem[] {
  const stored = Stored.safeParse(payload);
  if (!stored.success) return problemsOf(stored.error);
  const { platform, connection, type, body } = stored.data;
  const read = adapters[platform]?.webhooks?.read(body, { "content-type": type });
  if (!read) return [{ path: [], message: `${CAPABILITIES[platform].name} sent something that Segue cannot read` }];
  return { told: { platform, connection, events: read.events, at: read.at, receivedAt }, unknown: read.unknown };
}
