// The gate in a replay: asked at the instant at which a text is asked for, of the person as they were then, with the texts that
// had gone and those that this replay has sent. Words, budget and sender are taken to be in order.
import type { Sent } from "../../messages/gate/facts.ts";
import { type Decision, maySend } from "../../messages/gate/may-send.ts";
import type { HeardOf } from "../ledger.ts";
import { gatePersonAt } from "./gate-then.ts";
import type { GateAnswer, Past, Replaying } from "./replaying.ts";
import { type Asked, rankOfClass, type Walk } from "./walk.ts";

export type Gate = { replaying: Replaying; past: Past; sent: Sent[]; answers: GateAnswer[] };

export const gateOf = (replaying: Replaying, past: Past): Gate => ({ replaying, past, sent: [...(past.gate?.history ?? [])], answers: [] });

type AskedBy = { walk: Walk; asked: Asked };

export function answerAll(gate: Gate, all: readonly AskedBy[], now: number): void {
  const { messages } = gate.replaying;
  const rank = ({ asked }: AskedBy) => rankOfClass(messages.get(asked.step)?.class ?? "marketing");
  for (const each of all.toSorted((one, other) => rank(one) - rank(other))) each.walk.answer(answerTo(gate, each, now));
}

function answerTo(gate: Gate, { walk, asked }: AskedBy, now: number): HeardOf<"answer"> {
  const { replaying: { version, messages, rules, policies }, past, sent, answers } = gate;
  const step = version.definition.steps.find(({ id }) => id === asked.step);
  const message = messages.get(asked.step);
  const say = (decision: Pick<Decision, "verdict" | "reason" | "until">, zones: readonly string[] = []) => {
    answers.push({ run: walk.run, key: asked.key, at: now, decision, zones });
    return answer(asked, decision, now);
  };
  if (!message) return { ...answer(asked, { verdict: "halt", reason: "missingValue", until: null }, now), reason: "messageGone" };
  if (!past.gate || (step?.kind === "send" && step.to === "staff")) return say({ verdict: "skip", reason: "noNumber", until: null });
  const run = walk.state();
  const checkout = run.about.checkout;
  const cart = message.scope === "cartReminders" && checkout !== undefined ? { key: checkout, leftAt: run.since, isOrdered: hasOrdered(past, run.since, now) } : null;
  const person = gatePersonAt(past.gate, past.person, policies, now);
  const decision = maySend(rules, person, {
    class: message.class, scope: message.scope, reply: null, topic: message.topic, subject: message.subject, cart, place: "in", faults: [], sender: "ready", budgetAt: null, expiresAt: asked.expires, ...(step?.kind === "send" && step.limit && { limit: step.limit }),
  }, sent.filter(({ at }) => at <= now), now);
  if (decision.verdict === "send") sent.push({ at: now, class: message.class, reply: null, subject: message.subject, cart: cart?.key ?? null, outcome: "accepted" });
  return say(decision, person.zones);
}

const answer = ({ key, fence }: Asked, { verdict, reason, until }: Pick<Decision, "verdict" | "reason" | "until">, now: number): HeardOf<"answer"> => ({ kind: "answer", key, fence, verdict: verdict === "send" ? "sent" : verdict, reason, at: now, until });

const hasOrdered = ({ person }: Past, since: number, now: number): boolean =>
  person.orders.some(({ processedAt, voidAt }) => processedAt !== null && processedAt.getTime() > since && processedAt.getTime() <= now && (voidAt === null || voidAt.getTime() > now));
