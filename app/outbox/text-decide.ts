// The gate asked for many texts, one after the other: what is let go counts for everything after it in the same breath, so
// several texts to one number see each other, and money is spent once. Pure: everything it knows was loaded before.
import type { NumberHash } from "../consent/number.ts";
import type { Fault, Message, Person, Sent } from "../messages/gate/facts.ts";
import type { GateRules } from "../messages/gate/gate-rules.ts";
import { type Decision, maySend } from "../messages/gate/may-send.ts";
import { type DecisionRecord, recordOf } from "../messages/gate/record.ts";
import { affordableAt, type ShopDay, type Spent } from "../messages/spend.ts";
import type { TextSettings } from "../messages/settings/text-settings.ts";
import type { TextRow } from "./text-row.ts";

/** `micros`: what it costs where it goes, in millionths of a US dollar. */
export type Words = { text: string; media: string | null; parts: number; micros: number; faults: readonly Fault[] };

/** `phone` null: nobody knows it any more. */
export type TextCase = { row: TextRow; phone: string | null; person: Person; words: Words; sender: Message["sender"]; isOrdered: boolean; place: Message["place"] };

export type Decided = { of: TextCase; decision: Decision; record: Omit<DecisionRecord, "settings">; message: Message; history: readonly Sent[] };

export type Budgets = { /** How many texts the sender may take now. */ grants: number; spend: TextSettings["spend"]; spent: Spent; day: ShopDay; /** What flows that have a limit of their own spent today. */ byFlow: ReadonlyMap<number, number> };

/** `held`: their campaign was halted just now. `left`: the sender takes no more at the moment; they stay as they are. */
export type Verdicts = { decided: Decided[]; held: TextCase[]; left: TextCase[]; halted: Map<number, Decision["reason"]> };

export function decideTexts(rules: GateRules, cases: readonly TextCase[], history: ReadonlyMap<NumberHash, readonly Sent[]>, { grants, spend, spent, day, byFlow }: Budgets, now: Date): Verdicts {
  const verdicts: Verdicts = { decided: [], held: [], left: [], halted: new Map() };
  const sent = new Map(history);
  const money = { ...spent };
  const flowMoney = new Map(byFlow);
  let free = grants;
  for (const of of cases) {
    const { campaignId, number } = of.row;
    if (campaignId !== null && verdicts.halted.has(campaignId)) {
      verdicts.held.push(of);
      continue;
    }
    const before = sent.get(number) ?? [];
    const one = decideText(rules, of, before, latest(affordableAt(spend, money, of.words.micros, day), affordedAt(of, flowMoney, day)), now);
    if (one.decision.verdict === "send") {
      if (free === 0) {
        verdicts.left.push(of);
        continue;
      }
      free -= 1;
      money.day += of.words.micros;
      money.month += of.words.micros;
      if (of.row.flowId !== null) flowMoney.set(of.row.flowId, (flowMoney.get(of.row.flowId) ?? 0) + of.words.micros);
      sent.set(number, [...before, sentOf(of.row, now)]);
    }
    if (one.decision.verdict === "halt" && campaignId !== null) verdicts.halted.set(campaignId, one.decision.reason);
    verdicts.decided.push(one);
  }
  return verdicts;
}

/** What would go beyond what its flow may spend today waits for tomorrow. */
const affordedAt = ({ row: { flowId, flowDayMicros }, words: { micros } }: TextCase, spent: ReadonlyMap<number, number>, { nextDayAt }: ShopDay): number | null =>
  flowId !== null && flowDayMicros !== null && (spent.get(flowId) ?? 0) + micros > flowDayMicros ? nextDayAt : null;

const latest = (one: number | null, other: number | null): number | null => (one === null ? other : other === null ? one : Math.max(one, other));

export function decideText(rules: GateRules, of: TextCase, history: readonly Sent[], budgetAt: number | null, now: Date): Decided {
  const message = messageOf(of, budgetAt);
  const decision = maySend(rules, of.person, message, history, now.getTime());
  const { settings: _, ...record } = recordOf(rules, of.person, message, history, now.getTime(), decision);
  return { of, decision, record, message, history };
}

function messageOf({ row, words, sender, isOrdered, place }: TextCase, budgetAt: number | null): Message {
  return {
    class: row.class, scope: row.scope, reply: row.replyKind && row.replyTo ? { kind: row.replyKind, to: row.replyTo.getTime() } : null, topic: row.topic, subject: row.subject,
    cart: row.cart && { ...row.cart, isOrdered: row.cart.isOrdered || isOrdered }, place, faults: [...words.faults], sender, budgetAt, expiresAt: row.expiresAt?.getTime() ?? null,
    ...(row.flowLimit && { limit: row.flowLimit }),
  };
}

/** From here on it counts, whatever becomes of it. */
const sentOf = (row: TextRow, now: Date): Sent => ({ at: now.getTime(), class: row.class, reply: row.replyKind, subject: row.subject, cart: row.cart?.key ?? null, outcome: "uncertain" });
