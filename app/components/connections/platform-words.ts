// What a platform can do, in the merchant's words, read off the one table. What it cannot do is said as well:
// "not available" is no zero.
import type { PlaceModel, PlatformEventKind } from "#app/platforms/adapter.ts";
import type { Capabilities } from "#app/platforms/capability.ts";

type Channel = "Texts" | "Emails";

const EVENTS: Record<PlatformEventKind, [channel: Channel, words: string]> = {
  smsSent: ["Texts", "sent"],
  smsDelivered: ["Texts", "delivered"],
  smsFailed: ["Texts", "failed"],
  smsClicked: ["Texts", "clicked"],
  smsReplied: ["Texts", "replied"],
  smsOptedIn: ["Texts", "opted in"],
  smsOptedOut: ["Texts", "opted out"],
  emailReceived: ["Emails", "received"],
  emailOpened: ["Emails", "opened"],
  emailClicked: ["Emails", "clicked"],
  emailBounced: ["Emails", "bounced"],
  emailMarkedSpam: ["Emails", "marked as spam"],
  emailOptedIn: ["Emails", "subscribed"],
  emailOptedOut: ["Emails", "unsubscribed"],
};

export type ChannelEvents = { channel: Channel; told: string[]; missing: string[] };

/** By channel: what the platform tells of, and what it does not. */
export function channelEvents(kinds: readonly PlatformEventKind[]): ChannelEvents[] {
  const all = Object.entries(EVENTS).map(([kind, [channel, words]]) => ({ channel, words, isTold: kinds.some((told) => told === kind) }));
  return (["Texts", "Emails"] as const).map((channel) => {
    const of = all.filter((event) => event.channel === channel);
    return { channel, told: of.filter(({ isTold }) => isTold).map(({ words }) => words), missing: of.filter(({ isTold }) => !isTold).map(({ words }) => words) };
  });
}

const MODELS: Record<PlaceModel, [one: string, many: string]> = {
  list: ["list", "lists"],
  segment: ["segment", "segments"],
  property: ["profile property", "profile properties"],
  tag: ["tag", "tags"],
  local: ["list", "lists"],
};

export const modelWords = (model: PlaceModel) => MODELS[model][0];
export const modelsWords = (model: PlaceModel) => MODELS[model][1];

export const capital = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export type Ability = { words: string; isThere: boolean };

/** The same lines for every platform, so that they can be compared. */
export function abilities({ name, memberships, track, engagement, consent, send }: Capabilities): Ability[] {
  const [way] = memberships;
  const events = channelEvents(engagement.kinds).filter(({ told }) => told.length > 0).map(({ channel }) => channel.toLowerCase());
  const back = engagement.kinds.length > 0 ? `What people do with ${events.join(" and ")} comes back` : "What people do with texts and emails comes back";
  return [
    ...(way || !send ? [{ words: way ? `Keeps your segments there, as ${modelsWords(way.model)}` : "Keeps your segments there", isThere: way !== undefined }] : []),
    ...(send ? [{ words: "Sends texts for you, from your own number", isThere: true }] : []),
    ...(memberships.length > 0 ? [{ words: `Starts what you built in ${name} when somebody enters or leaves`, isThere: track !== null }] : []),
    { words: back, isThere: engagement.kinds.length > 0 },
    { words: `Opt-outs learned elsewhere are passed on to ${name}`, isThere: consent.optOut },
  ];
}

/** "https://a.example/hooks" in the place of what a platform's own steps leave open. */
export const stepsWith = (steps: readonly string[], address: string) => steps.map((step) => step.replaceAll("{address}", address));
