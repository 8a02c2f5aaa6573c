import { expect, test } from "vitest";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { missingWords } from "./connection-view.ts";
import { abilities, channelEvents } from "./platform-words.ts";

test("What a platform does not tell of stands beside what it tells of.", () => {
  expect(channelEvents(CAPABILITIES.postscript.engagement.kinds)).toEqual([
    { channel: "Texts", told: ["replied", "opted in", "opted out"], missing: ["sent", "delivered", "failed", "clicked"] },
    { channel: "Emails", told: [], missing: ["received", "opened", "clicked", "bounced", "marked as spam", "subscribed", "unsubscribed"] },
  ]);
});

test("A platform that keeps nothing is not said to keep a segment.", () => {
  expect(abilities(CAPABILITIES.twilio).map(({ words }) => words)).toEqual([
    "Sends texts for you, from your own number", "What people do with texts comes back", "Opt-outs learned elsewhere are passed on to Twilio",
  ]);
  expect(abilities(CAPABILITIES.omnisend).filter(({ isThere }) => !isThere).map(({ words }) => words)).toEqual(["What people do with texts and emails comes back", "Opt-outs learned elsewhere are passed on to Omnisend"]);
});

test("What the platform does not allow is told with what it is for.", () => {
  expect(missingWords(CAPABILITIES.klaviyo, ["lists:read", "subscriptions:write", "webhooks", "else"]).map(({ name, why, isOptional }) => [name, why !== null, isOptional])).toEqual([
    ["lists:read", true, false], ["subscriptions:write", true, true], ["webhooks", true, false], ["else", false, false],
  ]);
});
