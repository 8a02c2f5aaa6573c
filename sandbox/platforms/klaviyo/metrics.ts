// Klaviyo's metrics: a name, an id that is the name's own, and the webhook topic that tells of it. They are
// named from the profile's side: a received SMS is one that the brand sent, a sent SMS is the person's own.
import { chanceFrom } from "#sandbox/chance.ts";
import type { Account } from "../account.ts";
import type { Happening } from "../platform.ts";

const LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

export function metricId(name: string): string {
  const chance = chanceFrom(`klaviyo/metric/${name}`);
  return Array.from({ length: 6 }, () => LETTERS.charAt(chance.whole(0, LETTERS.length - 1))).join("");
}

const NAMES: Record<Happening["channel"], Partial<Record<Happening["kind"], string>>> = {
  sms: { delivered: "Received SMS", failed: "Failed to Deliver SMS", clicked: "Clicked SMS", replied: "Sent SMS", optedIn: "Subscribed to SMS Marketing", optedOut: "Unsubscribed from SMS Marketing" },
  email: { delivered: "Received Email", opened: "Opened Email", clicked: "Clicked Email", bounced: "Bounced Email", markedSpam: "Marked Email as Spam", optedIn: "Subscribed to Email Marketing", optedOut: "Unsubscribed from Email Marketing" },
};

/** Null: Klaviyo has no metric for it (there is none for a text on its way). */
export const metricOf = ({ channel, kind }: Happening): string | null => NAMES[channel][kind] ?? null;

export const OWN = [...Object.values(NAMES.sms), ...Object.values(NAMES.email)];

export const topicOf = (name: string): string => `event:${OWN.includes(name) ? "klaviyo" : "api"}.${name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`;

export const metricNames = (account: Account): string[] => [...new Set([...OWN, ...account.events.map(({ name }) => name)])];
