import fc from "fast-check";
import { expect, test } from "vitest";
import type { BareEntry } from "../../consent/entry.ts";
import { REPLY_MEANINGS } from "../../inbox/reply.ts";
import { answerTo, type Heard, reachBy, type Standing, standingBy, stopBegan, type Told } from "./hear.ts";

const AT = new Date("2026-06-15T12:00:00.000Z");
const at = (ms: number) => new Date(AT.getTime() + ms);
const SENT: Standing = { state: "sent", deliveredAt: null, errorCode: null };
const told = (status: Told["status"], ms = 0, errorCode: string | null = null): Told => ({ status, errorCode, at: at(ms) });

test("A text goes forward alone, however late, often and mixed up the carriers tell of it.", () => {
  const statuses: Told[] = [told("sent", 1), told("undelivered", 2, "30003"), told("delivered", 3)];
  fc.assert(fc.property(fc.shuffledSubarray([...statuses, ...statuses], { minLength: 1 }), fc.nat(6), (heard, cut) => {
    const whole = standingBy(SENT, heard);
    expect(standingBy(standingBy(SENT, heard.slice(0, cut)), heard.slice(cut))).toEqual(whole);
    expect(standingBy(whole, heard)).toEqual(whole);
    const best = (["delivered", "undelivered", "sent"] as const).find((status) => heard.some((each) => each.status === status));
    expect(whole.state).toBe(best);
  }), { numRuns: 200 });
  expect(standingBy(SENT, [told("undelivered", 1, "30007"), told("sent", 2)])).toEqual({ state: "undelivered", deliveredAt: null, errorCode: "30007" });
  expect(standingBy(SENT, [told("delivered", 3), told("undelivered", 1, "30003")])).toEqual({ state: "delivered", deliveredAt: at(3), errorCode: null });
  expect(standingBy({ ...SENT, state: "doubt" }, [told("sent")])).toMatchObject({ state: "sent" });
});

test("A number that cannot be reached is marked by what the carrier says, a handset that is off not the first time.", () => {
  const failed = (errorCode: string): Standing => ({ state: "undelivered", deliveredAt: null, errorCode });
  expect(["21635", "30006", "21614", "21211", "30003", "30007", "30005"].map((code) => reachBy(failed(code), false))).toEqual(["landline", "landline", "landline", "unreachable", null, null, null]);
  expect(reachBy(failed("30005"), true)).toBe("unreachable");
  expect([reachBy({ ...SENT, state: "delivered" }, false), reachBy(SENT, true)]).toEqual(["ok", null]);
});

const VOICE = { brand: "Segue Gifts", contact: "help@example.com", askText: "", welcomeText: "" };
const heard = (more: Partial<Heard>): Heard => ({ replyId: "7", number: "ab", meaning: "none", at: AT, locales: ["en"], scopes: [], isStopped: false, began: null, ...more });

test("What is answered: one confirmation of a stop, help, a welcome, and the question for a second yes; nothing else.", () => {
  const answers = REPLY_MEANINGS.map((meaning) => answerTo(heard({ meaning, began: AT.getTime(), scopes: ["marketing"] }), VOICE));
  expect(answers.map((answer) => answer && `${answer.kind}: ${answer.body}`)).toEqual([
    "stop: Segue Gifts: You are unsubscribed and will get no more texts from us.",
    null,
    "help: Segue Gifts: Recurring promo texts. Help: help@example.com. Msg freq varies. Msg&data rates may apply. Reply STOP to end.",
    "optIn: Segue Gifts: You get recurring promo texts now. Msg freq varies. Msg&data rates may apply. Reply HELP for help, STOP to end.",
    "optIn: Segue Gifts: You get recurring promo texts now. Msg freq varies. Msg&data rates may apply. Reply HELP for help, STOP to end.",
    "optIn: Segue Gifts: Reply YES to confirm recurring promo texts & cart reminders. Msg freq varies. Msg&data rates may apply. HELP 4 help, STOP 2 end.",
    null, null,
  ]);
  expect(REPLY_MEANINGS.flatMap((meaning) => answerTo(heard({ meaning, isStopped: true, began: 1 }), VOICE)?.kind ?? [])).toEqual(["stop"]);
});

test("The best known language answers, and the shop's own words ask for no more than they may name.", () => {
  expect(answerTo(heard({ meaning: "optOut", began: 1, locales: [null, "fr-CA", "en"] }), VOICE)?.body).toBe("Segue Gifts: Vous ne recevrez plus de SMS de notre part.");
  const own = answerTo(heard({ meaning: "joined" }), { ...VOICE, askText: "Segue Gifts: YES?", welcomeText: "Welcome" });
  expect(own).toMatchObject({ body: "Segue Gifts: YES?", asks: { scopes: ["marketing"], disclosure: { text: "Segue Gifts: YES?", locale: "en" } } });
  expect(answerTo(heard({ meaning: "restarted" }), { ...VOICE, welcomeText: "Welcome" })?.body).toBe("Welcome");
});

test("Machines that answer each other are told once in a while, and one stop is one key.", () => {
  const key = (more: Partial<Heard>) => answerTo(heard(more), VOICE)?.key;
  expect(key({ meaning: "help", replyId: "8", at: at(1_000) })).toBe(key({ meaning: "help" }));
  expect(key({ meaning: "help", at: at(300_000) })).not.toBe(key({ meaning: "help" }));
  expect(key({ meaning: "optOut", replyId: "8", began: 5, at: at(1) })).toBe(key({ meaning: "optOut", began: 5 }));
  expect(key({ meaning: "joined", at: at(60_000) })).toBe(key({ meaning: "joined" }));
});

test("A stop begins with their first word after the last START, and is nobody else's.", () => {
  const line = (ms: number, kind: "stopped" | "optedIn", more: object = {}): BareEntry => ({ at: ms, source: "keyword", evidence: null, ...(kind === "stopped" ? { kind, by: "reply" } : { kind, scopes: ["marketing"], disclosure: null, basis: "express", proof: "written", expiresAt: null }), ...more });
  expect(stopBegan([])).toBe(null);
  expect(stopBegan([line(3, "stopped"), line(2, "stopped")])).toBe(2);
  expect(stopBegan([line(2, "stopped"), line(4, "stopped"), line(3, "optedIn")])).toBe(4);
  expect(stopBegan([line(2, "stopped"), line(3, "optedIn", { source: "form" })])).toBe(2);
  expect(stopBegan([line(2, "stopped", { by: "merchant" })])).toBe(null);
});
