// What the gate never does, over random people, texts, histories and instants. GATE_RUNS sets how many, GATE_SEED replays;
// ten rounds of a night put 200,000 to it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { type GateRules, gateRules } from "#app/messages/gate/gate-rules.ts";
import { type Decision, maySend } from "#app/messages/gate/may-send.ts";
import { DecisionRecord, recordOf, replay } from "#app/messages/gate/record.ts";
import { OF_ANSWERS } from "#app/messages/gate/reasons.ts";
import type { Sent } from "#app/messages/gate/facts.ts";
import { afterStop, outsideHours, overLimit, withoutConsent } from "./judge.ts";
import { caseOf, type RandomCase } from "./random-case.ts";

const RUNS = Number(process.env["GATE_RUNS"] ?? 20_000);
const SEED = Number(process.env["GATE_SEED"] ?? Date.now() % 1_000_000);
console.info(`gate: seed=${SEED} cases=${RUNS}; replay with GATE_SEED=${SEED}`);

const MINUTE = 60_000;
const LOOK_MS = 3 * 24 * 60 * MINUTE;
const TZ = process.versions.tz ?? "";

const draw = fc.nat(2 ** 31 - 1);

/** The case itself is what a person needs to see. */
function hold(asked: RandomCase, what: string | null): void {
  if (what !== null) throw new Error(`${what}: ${JSON.stringify(asked)}`);
}

const rulesOf = ({ settings }: RandomCase) => gateRules(RULE_BOOK, settings, TZ);
const ask = (asked: RandomCase, rules: GateRules, at = asked.now): Decision => maySend(rules, asked.person, asked.message, asked.history, at);

const afterItsEnd = ({ message: { expiresAt } }: RandomCase, at: number): string | null => (expiresAt !== null && at >= expiresAt ? "its last instant is over" : null);

/** All that may not be of a text that goes. */
const broken = (asked: RandomCase, at: number): string | null =>
  withoutConsent(asked, at) ?? afterStop(asked, at) ?? overLimit(asked, at) ?? afterItsEnd(asked, at) ?? (asked.message.class === "marketing" ? outsideHours(asked, at) : null);

test("nothing goes without consent, after STOP, above a limit or outside the hours of any plausible place, now or when it was deferred to", () => {
  const seen: Record<string, number> = {};
  fc.assert(fc.property(draw, (number) => {
    const asked = caseOf(number);
    const rules = rulesOf(asked);
    const { verdict, reason, until } = ask(asked, rules);
    seen[verdict] = (seen[verdict] ?? 0) + 1;
    if (OF_ANSWERS.has(reason)) hold(asked, asked.message.class === "reply" || asked.message.class === "conversational" ? null : "a reason of answers alone");
    if (verdict === "send") hold(asked, broken(asked, asked.now));
    hold(asked, (until === null) === (verdict !== "defer") ? null : "until stands with a deferral alone");
    if (until === null) return;
    hold(asked, until > asked.now && until < (asked.message.expiresAt ?? Infinity) ? null : "a deferral is ahead, and before the end");
    hold(asked, ask(asked, rules, until).verdict === "send" ? null : "what was deferred to an instant does not go there");
    hold(asked, broken(asked, until));
  }), { numRuns: RUNS, seed: SEED });
  // A property that only ever sees refusals would say nothing.
  expect(Math.min(seen["send"] ?? 0, seen["defer"] ?? 0, seen["skip"] ?? 0)).toBeGreaterThan(RUNS / 20);
});

test("asked again and again, in no rolling span goes more than the law, the brand or any policy allows: the strictest holds", () => {
  let [sent, deferred] = [0, 0];
  fc.assert(fc.property(draw, fc.array(fc.nat(72 * 60), { minLength: 30, maxLength: 40 }), (number, gaps) => {
    const start = caseOf(number);
    const calm = { ...start, message: { ...start.message, class: "marketing" as const, scope: "marketing" as const, expiresAt: null, budgetAt: null }, history: [] };
    const rules = rulesOf(calm);
    const history: Sent[] = [];
    let now = calm.now;
    for (const gap of gaps) {
      now += gap * MINUTE;
      const asked = { ...calm, history, now };
      const { verdict } = ask(asked, rules);
      if (verdict === "defer") deferred++;
      if (verdict !== "send") continue;
      hold(asked, overLimit(asked, now));
      sent++;
      history.push({ at: now, class: "marketing", reply: null, subject: calm.message.subject, cart: null, outcome: "accepted" });
    }
  }), { numRuns: RUNS / 50, seed: SEED + 3 });
  expect(Math.min(sent, deferred)).toBeGreaterThan(RUNS / 50);
});

test("every decision is made again from its record, and from the record alone", () => {
  fc.assert(fc.property(draw, (number) => {
    const asked = caseOf(number);
    const rules = rulesOf(asked);
    const record = DecisionRecord.parse(JSON.parse(JSON.stringify(recordOf(rules, asked.person, asked.message, asked.history, asked.now, ask(asked, rules)))));
    hold(asked, replay(gateRules(RULE_BOOK, record.settings, TZ), record).same === true ? null : "the record does not give the same answer");
  }), { numRuns: RUNS / 10, seed: SEED + 1 });
});

test("no minute before a deferral's end would have done, nor any before the end of what is skipped as too late", () => {
  let looked = 0;
  for (const number of fc.sample(draw, { numRuns: RUNS / 20, seed: SEED + 2 })) {
    const asked = caseOf(number);
    const rules = rulesOf(asked);
    const { verdict, until, because } = ask(asked, rules);
    const end = verdict === "defer" ? until : because?.blockedBy ? Math.min(asked.message.expiresAt ?? Infinity, asked.now + LOOK_MS) : null;
    if (end === null || end - asked.now > LOOK_MS) continue;
    if (looked++ >= RUNS / 2_000) break;
    for (let at = asked.now + MINUTE; at < end; at += MINUTE) hold(asked, ask(asked, rules, at).verdict === "send" ? `it could have gone at ${new Date(at).toISOString()}` : null);
  }
  expect(looked).toBeGreaterThan(RUNS / 2_000);
});

test("a record that was made by other rules or other time zones is not claimed to be the same", () => {
  const asked = caseOf(SEED);
  const record = recordOf(rulesOf(asked), asked.person, asked.message, asked.history, asked.now, ask(asked, rulesOf(asked)));
  expect(replay(rulesOf(asked), { ...record, rulesVersion: "2020-01-01.0" })).toEqual({ same: null, because: "otherRules" });
  expect(replay(rulesOf(asked), { ...record, tzVersion: "2025c" })).toEqual({ same: null, because: "otherZones" });
  expect(replay(rulesOf(asked), { ...record, reason: "allowed", verdict: "send", rules: ["none"] })).toMatchObject({ same: false });
});
