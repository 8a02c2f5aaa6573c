// The one table of what each platform can do. Screens, the sync engine and the adapters read it. Numbers are what the
// platforms publish (Klaviyo's API of 2026-07-15, Attentive's v2, Postscript's v2, Twilio's 2010-04-01, Omnisend's
// 2026-03-15); the budgets take a share of them, because others draw on most of them too.
import { seconds } from "../lib/time.ts";
import type { PlaceModel, PlatformId } from "./adapter.ts";
import type { Capabilities, KeyField, Membership } from "./capability.ts";

const secret = (slot: KeyField["slot"], label: string, help: string, pattern = "^\\S{8,500}$", shape = "8 to 500 characters without spaces"): KeyField =>
  ({ slot, label, help, isSecret: true, isOptional: false, pattern, shape });
const shown = (slot: KeyField["slot"], label: string, help: string, pattern: string, shape: string): KeyField =>
  ({ slot, label, help, isSecret: false, isOptional: false, pattern, shape });

const KLAVIYO: Capabilities = {
  name: "Klaviyo",
  host: "a.klaviyo.com",
  memberships: [
    // 10,000 fit into one of Klaviyo's jobs. Fewer, because the progress of a change carries the ids of its people.
    { model: "list", words: "A list", canRemove: true, addBatch: 2_500, removeBatch: 1_000, async: true, perPerson: "job", needsPlatformId: true, wholeSet: false, readable: true, makesPeople: true, placesMax: null },
    { model: "property", words: "A value of the profile property segue_segments", canRemove: true, addBatch: 2_500, removeBatch: 2_500, async: true, perPerson: "job", needsPlatformId: true, wholeSet: false, readable: true, makesPeople: true, placesMax: null },
  ],
  track: { idempotent: true, maxAgeSeconds: null, silent: true },
  send: null,
  consent: { read: true, readBatch: 100, optOut: true },
  engagement: {
    kinds: ["smsDelivered", "smsFailed", "smsClicked", "smsReplied", "smsOptedIn", "smsOptedOut", "emailReceived", "emailOpened", "emailClicked", "emailBounced", "emailMarkedSpam", "emailOptedIn", "emailOptedOut"],
    needs: "oauth", exclusive: false, hasEventId: true,
  },
  erase: "The profile and what Klaviyo holds of it are deleted.",
  letIn: {
    oauth: {
      scopes: [
        { name: "accounts:read", why: "to show whose account it is" },
        { name: "profiles:read", why: "to find a person's profile and read consent" },
        { name: "profiles:write", why: "to add people to lists" },
        { name: "lists:read", why: "to compare a list with its segment" },
        { name: "lists:write", why: "to make a list and take people off it" },
        { name: "events:read", why: "to read what your texts and emails led to" },
        { name: "events:write", why: "to start your flows when somebody enters or leaves a segment" },
        { name: "metrics:read", why: "to know which events your account has" },
        { name: "subscriptions:read", why: "to see who may be texted" },
        { name: "webhooks:read", why: "to see which webhooks are set up" },
        { name: "webhooks:write", why: "to be told of clicks, replies and opt-outs" },
      ],
      optional: [
        { name: "subscriptions:write", why: "to pass opt-outs on to Klaviyo, where you turn that on" },
        { name: "data-privacy:write", why: "to delete a person whom Shopify asks to be erased" },
      ],
    },
    key: [secret("key", "Private API key", "Klaviyo: Settings, API keys, Create private API key. With a key, Klaviyo sends no webhooks.", "^pk_\\S{5,200}$", "a key that begins with pk_")],
  },
  hooks: { by: "us", steps: [], signedWith: "A secret of ours" },
  limits: {
    scope: "install", retryAfter: true,
    // Klaviyo counts each operation by itself, in fixed windows.
    budgets: {
      accounts: [{ count: 1, seconds: 1 }, { count: 15, seconds: 60 }],
      lists: [{ count: 10, seconds: 1 }, { count: 150, seconds: 60 }],
      newLists: [{ count: 10, seconds: 1 }, { count: 150, seconds: 60 }, { count: 150, seconds: 86_400 }],
      imports: [{ count: 10, seconds: 1 }, { count: 150, seconds: 60 }],
      jobs: [{ count: 10, seconds: 1 }, { count: 150, seconds: 60 }],
      removals: [{ count: 10, seconds: 1 }, { count: 150, seconds: 60 }],
      profiles: [{ count: 75, seconds: 1 }, { count: 750, seconds: 60 }],
      members: [{ count: 75, seconds: 1 }, { count: 750, seconds: 60 }],
      unsubscribes: [{ count: 75, seconds: 1 }, { count: 750, seconds: 60 }],
      events: [{ count: 350, seconds: 1 }, { count: 3_500, seconds: 60 }],
      webhooks: [{ count: 1, seconds: 1 }, { count: 15, seconds: 60 }],
      privacy: [{ count: 3, seconds: 1 }, { count: 60, seconds: 60 }],
    },
  },
};

const ATTENTIVE: Capabilities = {
  name: "Attentive",
  host: "api.attentivemobile.com",
  memberships: [
    { model: "segment", words: "A segment", canRemove: true, addBatch: 10_000, removeBatch: 10_000, async: true, perPerson: "file", needsPlatformId: false, wholeSet: false, readable: false, makesPeople: false, placesMax: null },
    { model: "property", words: "A yes-or-no attribute of its own", canRemove: true, addBatch: 256, removeBatch: 256, async: true, perPerson: "file", needsPlatformId: false, wholeSet: false, readable: false, makesPeople: true, placesMax: 100 },
  ],
  track: { idempotent: false, maxAgeSeconds: 12 * 3_600, silent: false },
  send: null,
  consent: { read: true, readBatch: 1, optOut: true },
  engagement: {
    kinds: ["smsSent", "smsClicked", "smsReplied", "smsOptedIn", "smsOptedOut", "emailReceived", "emailOpened", "emailClicked", "emailOptedIn", "emailOptedOut"],
    needs: null, exclusive: true, hasEventId: false,
  },
  erase: "Attentive deletes the person within 30 days.",
  letIn: {
    oauth: {
      scopes: [
        { name: "segments:read", why: "to see which segments are there" },
        { name: "segments:write", why: "to keep your segments the same there" },
        { name: "attributes:write", why: "to keep a segment as an attribute, where you prefer it" },
        { name: "events:write", why: "to start your journeys when somebody enters or leaves a segment" },
        { name: "subscriptions:read", why: "to see who may be texted" },
        { name: "webhooks:read", why: "to be told of clicks, replies and opt-outs" },
      ],
      optional: [
        { name: "subscriptions:write", why: "to pass opt-outs on to Attentive, where you turn that on" },
        { name: "privacy_requests:write", why: "to delete a person whom Shopify asks to be erased" },
      ],
    },
    key: [
      secret("key", "API key", "Attentive: Marketplace, Create app."),
      { ...secret("hook", "Webhook signing key", "Attentive: your app, Webhooks. Needed for engagement to come back."), isOptional: true },
    ],
  },
  hooks: {
    by: "merchant",
    steps: ["In Attentive open Marketplace, your app, Webhooks.", "Enter {address} and choose the sms and email events.", "Copy the signing key into the field here.", "Only one app at a time is told of each kind of event: if another app listens, it will no longer be told."],
    signedWith: "The signing key that Attentive shows",
  },
  limits: {
    scope: "token", retryAfter: false,
    budgets: {
      bulk: [{ count: 100, seconds: 1 }],
      segments: [{ count: 100, seconds: 1 }],
      people: [{ count: 150, seconds: 1 }],
      unsubscribes: [{ count: 5, seconds: 1 }],
      file: [{ count: 100, seconds: 1 }],
    },
  },
};

const POSTSCRIPT: Capabilities = {
  name: "Postscript",
  host: "api.postscript.io",
  memberships: [
    { model: "property", words: "A value of the subscriber property segue_segments", canRemove: true, addBatch: 1, removeBatch: 1, async: false, perPerson: "answer", needsPlatformId: true, wholeSet: true, readable: true, makesPeople: false, placesMax: null },
  ],
  track: { idempotent: false, maxAgeSeconds: null, silent: false },
  send: { categories: ["promotional", "transactional"] },
  consent: { read: true, readBatch: 50, optOut: true },
  engagement: { kinds: ["smsReplied", "smsOptedIn", "smsOptedOut"], needs: null, exclusive: false, hasEventId: false },
  erase: "Postscript redacts the subscriber, who is unsubscribed by it. That cannot be undone.",
  letIn: {
    oauth: null,
    key: [secret("key", "Private API key", "Postscript: Settings, API, Create key.", "^sk_\\S{5,200}$", "a key that begins with sk_")],
  },
  hooks: { by: "us", steps: [], signedWith: "A token that Postscript gives" },
  limits: { scope: "token", retryAfter: false, budgets: { all: [{ count: 15, seconds: 1 }] } },
};

const TWILIO: Capabilities = {
  name: "Twilio",
  host: "api.twilio.com",
  memberships: [],
  track: null,
  send: { categories: ["promotional", "transactional"] },
  consent: { read: false, readBatch: 0, optOut: false },
  engagement: { kinds: ["smsSent", "smsDelivered", "smsFailed", "smsClicked", "smsReplied", "smsOptedIn", "smsOptedOut"], needs: null, exclusive: false, hasEventId: true },
  erase: "The words of the person's texts are removed; Twilio keeps that a text was sent.",
  letIn: {
    oauth: null,
    key: [
      shown("account", "Account SID", "Twilio: Console, Account info.", "^AC[0-9a-f]{32}$", "AC and 32 letters or digits"),
      shown("key", "API key SID", "Twilio: Console, API keys and tokens, Create API key.", "^SK[0-9a-f]{32}$", "SK and 32 letters or digits"),
      secret("secret", "API key secret", "Shown once, when the key is created."),
      shown("sender", "Messaging Service SID or number", "What texts go out from.", "^(MG[0-9a-f]{32}|\\+[1-9][0-9]{6,14})$", "MG and 32 letters or digits, or a number such as +15005550006"),
      secret("hook", "Auth token", "Twilio signs its webhooks with the account's primary auth token."),
    ],
  },
  hooks: {
    by: "merchant",
    steps: ["In Twilio open Messaging, Services, your service, Integration.", "Choose “Send a webhook” and enter {address} as the request URL.", "Leave “Defer to sender’s webhook” off."],
    signedWith: "The account's primary auth token",
  },
  limits: { scope: "account", retryAfter: false, budgets: { messages: [{ count: 80, seconds: 1 }], reads: [{ count: 20, seconds: 1 }] } },
};

const OMNISEND: Capabilities = {
  name: "Omnisend",
  host: "api.omnisend.com",
  memberships: [
    // People whom Omnisend does not know are passed over without a word; the nightly comparison finds them.
    { model: "tag", words: "A tag", canRemove: true, addBatch: 250, removeBatch: 250, async: false, perPerson: "none", needsPlatformId: false, wholeSet: false, readable: true, makesPeople: false, placesMax: null },
  ],
  track: { idempotent: true, maxAgeSeconds: null, silent: false },
  send: null,
  consent: { read: true, readBatch: 1, optOut: false },
  engagement: { kinds: [], needs: null, exclusive: false, hasEventId: false },
  erase: "Omnisend deletes people on request at its support; nothing is asked by us.",
  letIn: {
    oauth: null,
    key: [secret("key", "API key", "Omnisend: Store settings, Integrations and API, API keys, with access to contacts and events.")],
  },
  hooks: { by: "nobody", steps: [], signedWith: "" },
  // 400 a minute for everything that the brand has connected, 60 of tags.
  limits: { scope: "brand", retryAfter: false, budgets: { tags: [{ count: 60, seconds: 60 }], all: [{ count: 400, seconds: 60 }] } },
};

export const CAPABILITIES: Readonly<Record<PlatformId, Capabilities>> = { klaviyo: KLAVIYO, attentive: ATTENTIVE, postscript: POSTSCRIPT, twilio: TWILIO, omnisend: OMNISEND };

/** An event of then starts nothing there any more: it is not sent, and its row says why. */
export function isTooOld(platform: PlatformId, at: Date, now: Date): boolean {
  const maxAgeSeconds = CAPABILITIES[platform].track?.maxAgeSeconds ?? null;
  return maxAgeSeconds !== null && now.getTime() - at.getTime() > seconds(maxAgeSeconds);
}

/** How a segment's members are kept there; null where nothing is kept, or not in this way. */
export function membershipOf(platform: PlatformId, model?: PlaceModel): Membership | null {
  const ways = CAPABILITIES[platform].memberships;
  return (model === undefined ? ways[0] : ways.find((way) => way.model === model)) ?? null;
}
