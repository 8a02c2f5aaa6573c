import fc from "fast-check";
import { isbot } from "isbot";
import { expect, test } from "vitest";
import packages from "../../../package.json" with { type: "json" };
import { CLASSIFIER_VERSION, type Click, judgeClick, type Rule } from "./human.ts";
import { isMachineRoom } from "./scanners.ts";

const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const CHROME = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
const at = new Date("2026-11-26T12:00:00Z");
const before = (ms: number) => new Date(at.getTime() - ms);

const browser = { "user-agent": SAFARI, accept: "text/html,application/xhtml+xml", "accept-language": "en-US,en;q=0.9" };
const person: Click = { method: "GET", headers: browser, at, sentAt: before(60_000), deliveredAt: before(55_000), otherCodes: 0, isMachineRoom: false, isConfirmed: false };
const agent = (name: string): Partial<Click> => ({ headers: { ...browser, "user-agent": name } });
const header = (name: string, value: string): Partial<Click> => ({ headers: { ...browser, [name]: value } });

const table: [string, Partial<Click>, boolean, Rule][] = [
  ["a person on an iPhone", {}, true, "none"],
  ["a person on Android", agent(CHROME), true, "none"],
  ["a person in an app's own browser", agent(`${SAFARI} Instagram 350.0.0.0`), true, "none"],
  ["HEAD", { method: "HEAD" }, false, "method"],
  ["OPTIONS", { method: "OPTIONS" }, false, "method"],
  ["a browser that prefetches", header("sec-purpose", "prefetch;prerender"), false, "prefetch"],
  ["an old browser that prefetches", header("purpose", "prefetch"), false, "prefetch"],
  ["Safari's preview", header("x-purpose", "preview"), false, "prefetch"],
  ["iMessage's preview", agent("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0"), false, "agent"],
  ["Google Messages' preview", agent("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Mobile Safari/537.36 GoogleMessages"), false, "agent"],
  ["WhatsApp's preview", agent("WhatsApp/2.23.20.0 A"), false, "agent"],
  ["Slack's preview", agent("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"), false, "agent"],
  ["a headless browser", agent("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36"), false, "agent"],
  ["a carrier's scanner", agent("Mozilla/5.0"), false, "agent"],
  ["okhttp", agent("okhttp/4.12.0"), false, "agent"],
  ["curl", agent("curl/8.5.0"), false, "agent"],
  ["Barracuda", agent("BarracudaCentral/1.0"), false, "agent"],
  ["Proofpoint", agent("Mozilla/5.0 (compatible; proofpoint)"), false, "agent"],
  ["Android's library", agent("Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/AP2A)"), false, "agent"],
  ["Apple's library", agent("Messages/1262 CFNetwork/1494.0.7 Darwin/23.4.0"), false, "agent"],
  ["no agent", agent(" "), false, "noAgent"],
  ["no headers at all", { headers: {} }, false, "noAgent"],
  ["a click before the receipt", { deliveredAt: new Date(at.getTime() + 1) }, false, "early"],
  ["a click 2.999 s after the receipt", { deliveredAt: before(2_999) }, false, "early"],
  ["a click 3 s after the receipt", { deliveredAt: before(3_000) }, true, "none"],
  ["a click 1 s after sending, without a receipt", { sentAt: before(1_000), deliveredAt: null }, false, "early"],
  ["a click of a text whose sending nobody timed", { sentAt: null, deliveredAt: null }, true, "none"],
  ["an early click that the landing page confirms", { deliveredAt: before(1_000), isConfirmed: true }, true, "confirmed"],
  ["a bot that the landing page confirms", { ...agent("curl/8.5.0"), isConfirmed: true }, false, "agent"],
  ["the fifth code from one machine room within a minute", { otherCodes: 4, isMachineRoom: true }, false, "burst"],
  ["the fourth", { otherCodes: 3, isMachineRoom: true }, true, "none"],
  ["the fifth code from one carrier's address", { otherCodes: 4 }, true, "sharedAddress"],
  ["a browser's name without a browser's headers", { headers: { "user-agent": SAFARI, accept: "*/*" } }, false, "headers"],
  ["a browser that tells no language", { headers: { "user-agent": SAFARI, accept: "text/html" } }, true, "none"],
];

test.each(table)("%s", (_who, more, isHuman, rule) => {
  expect(judgeClick({ ...person, ...more })).toMatchObject({ isHuman, rule, version: CLASSIFIER_VERSION });
});

test("the version names the isbot that judged", () => {
  expect(CLASSIFIER_VERSION).toContain(packages.dependencies.isbot);
});

test("isbot alone would let these pass, which is why we have rules of our own", () => {
  for (const name of ["Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/AP2A)", "Messages/1262 CFNetwork/1494.0.7 Darwin/23.4.0", ""]) expect(isbot(name)).toBe(false);
});

test("machine rooms are known by their networks, in both families", () => {
  for (const address of ["64.233.172.1", "74.125.1.1", "2a00:1450:4001::1"]) expect(isMachineRoom(address)).toBe(true);
  for (const address of ["172.58.1.1", "2600:1000::1", "nonsense", ""]) expect(isMachineRoom(address)).toBe(false);
});

test("any request is judged, and a person's click is never one by another method or without a browser's name", () => {
  const headers = fc.dictionary(fc.constantFrom("user-agent", "accept", "accept-language", "purpose", "sec-purpose"), fc.constantFrom("", SAFARI, CHROME, "text/html", "prefetch", "curl/8"));
  fc.assert(fc.property(fc.constantFrom("GET", "HEAD", "POST", "get"), headers, fc.nat({ max: 8 }), fc.boolean(), fc.boolean(), fc.option(fc.nat({ max: 9_000 })), (method, sent, otherCodes, room, isConfirmed, ago) => {
    const { isHuman, score } = judgeClick({ method, headers: sent, at, sentAt: null, deliveredAt: ago === null ? null : before(ago), otherCodes, isMachineRoom: room, isConfirmed });
    expect(score >= 0 && score <= 1 && isHuman === score < 0.5).toBe(true);
    if (method === "HEAD" || method === "POST" || !sent["user-agent"] || /prefetch/.test(`${sent["purpose"]} ${sent["sec-purpose"]}`)) expect(isHuman).toBe(false);
  }), { numRuns: 300 });
});
