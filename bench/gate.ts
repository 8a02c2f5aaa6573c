// What a decision of the gate costs on one core: a shop's random people, texts and histories, at random instants, put
// to it one after the other. Nothing is read or written.
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { gateRules } from "#app/messages/gate/gate-rules.ts";
import { maySend } from "#app/messages/gate/may-send.ts";
import { recordOf } from "#app/messages/gate/record.ts";
import { caseOf, type RandomCase } from "#tests/decide/random-case.ts";
import { measured, type Measured, times } from "./measure.ts";
import type { Size } from "./shop/generate.ts";

const CASES = 20_000;
const RUNS = 9;

export async function gateBench(size: Size): Promise<Measured[]> {
  const cases = Array.from({ length: CASES }, (_, index) => caseOf(index));
  const tz = process.versions.tz ?? "";
  const rules = gateRules(RULE_BOOK, { ...(cases[0] as RandomCase).settings, profile: "standard", guardMinutes: 10, brand: RULE_BOOK.brandCap }, tz);
  const decide = ({ person, message, history, now }: RandomCase) => maySend(rules, person, message, history, now);
  const sends = cases.filter((asked) => decide(asked).verdict === "send");
  const waits = cases.filter((asked) => decide(asked).verdict === "defer");
  const over = async (what: string, list: RandomCase[], each: (asked: RandomCase) => unknown) =>
    measured("gate", size, what, await times(RUNS, async () => list.forEach(each)), { rows: list.length, note: `${list.length} decisions a run` });
  return [
    await over("everybody, one core (target 50,000 a second)", cases, decide),
    await over("those who may be texted", sends, decide),
    await over("those who must wait, with the instant", waits, decide),
    await over("with the record as JSON", cases, (asked) => JSON.stringify(recordOf(rules, asked.person, asked.message, asked.history, asked.now, decide(asked)))),
  ];
}
