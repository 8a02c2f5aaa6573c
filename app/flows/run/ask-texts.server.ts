// The texts that runs ask for, as rows for the pump `text`: of which message, to which number, and until when. What can never
// go, because there is no phone or no message, is answered at once.
import { numberHasher } from "../../consent/number.server.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { askAgain } from "../../messages/flow-text-rows.server.ts";
import { type Message, readMessage } from "../../messages/message/message-rows.server.ts";
import type { NewText } from "../../messages/person-text.ts";
import { writeTexts } from "../../messages/person-text-rows.server.ts";
import type { FlowDefinition } from "../definition.ts";
import { phonesOf } from "../doing/customer-rows.server.ts";
import { flowMessages } from "../flow/version-rows.server.ts";
import type { HeardOf } from "../ledger.ts";
import type { Run } from "../fold.ts";
import type { StepOf } from "../step.ts";
import type { TextWord } from "./follow-up.ts";
import { hearRuns } from "./run-rows.server.ts";

export type TextAsked = { runId: string; flowId: number; customerId: CustomerId; run: Run; definition: FlowDefinition; word: Extract<TextWord, { say: "ask" }> };

const MICROS_A_CENT = 10_000;

/** What makes twice once. */
export const textKey = (run: string, key: string): string => `flow/${run}/${key}`;

export async function askTexts(world: World, shop: ShopId, asked: readonly TextAsked[], now: Date): Promise<void> {
  if (asked.length === 0) return;
  await askAgain(world, shop, asked.flatMap(({ runId, word }) => (word.isNew ? [] : [{ key: textKey(runId, word.key), asked: word.fence, expiresAt: new Date(word.expires) }])), now);
  const fresh = asked.filter(({ word }) => word.isNew);
  if (fresh.length === 0) return;
  const messages = await messagesOf(world, shop, fresh);
  const phones = await phonesOf(world, shop, [...new Set(fresh.map(({ customerId }) => customerId))]);
  const hash = await numberHasher(world, shop);
  const texts: NewText[] = [];
  const answers: { run: string; heard: HeardOf<"answer"> }[] = [];
  for (const one of fresh) {
    const message = messages.get(one);
    const phone = sendOf(one)?.to === "staff" ? undefined : phones.get(one.customerId);
    if (message && phone !== undefined) texts.push(textOf(one, message, hash(phone), now));
    else answers.push({ run: one.runId, heard: { kind: "answer", key: one.word.key, fence: one.word.fence, verdict: message ? "skip" : "halt", reason: message ? "noNumber" : "messageGone", at: now.getTime(), until: null } });
  }
  await writeTexts(world, shop, texts, now);
  await hearRuns(world, shop, answers, now);
}

const sendOf = ({ definition, word }: TextAsked): StepOf<"send"> | null => {
  const step = definition.steps.find(({ id }) => id === word.step);
  return step?.kind === "send" ? step : null;
};

/** The version of a saved message that is its newest when it is asked for, unless the step names one. */
async function messagesOf(world: World, shop: ShopId, asked: readonly TextAsked[]): Promise<Map<TextAsked, Message>> {
  const kept = new Map((await flowMessages(world, shop, asked.map(({ flowId, word }) => ({ flow: flowId, version: word.version })))).map(({ flowId, version, step, messageId, messageVersion }) => [`${flowId}/${version}/${step}`, { id: messageId, version: messageVersion }]));
  const read = new Map<string, Message | null>();
  const found = new Map<TextAsked, Message>();
  for (const one of asked) {
    const saved = sendOf(one)?.message;
    const name = saved?.kind === "saved" ? saved : kept.get(`${one.flowId}/${one.word.version}/${one.word.step}`);
    if (!name) continue;
    const key = `${name.id}/${name.version ?? ""}`;
    if (!read.has(key)) read.set(key, await readMessage(world, shop, name.id, name.version ?? undefined));
    const message = read.get(key);
    if (message) found.set(one, message);
  }
  return found;
}

function textOf(one: TextAsked, { messageId, version, definition }: Message, number: NewText["number"], now: Date): NewText {
  const { runId, flowId, customerId, run, word } = one;
  // A cart that nobody numbers is that of the visit which started the run.
  const cart = run.about.checkout ?? `left/${run.since}`;
  const { spendPerDay } = one.definition.entry;
  return {
    key: textKey(runId, word.key), source: "flow", customerId, number, campaignId: null, message: { id: messageId, version }, body: null, media: null, class: definition.class, scope: definition.scope,
    topic: definition.topic, subject: definition.subject, cart: definition.scope === "cartReminders" ? { key: cart, leftAt: run.since, isOrdered: false } : null, reply: null,
    dueAt: now, expiresAt: new Date(word.expires), flow: { flow: flowId, run: runId, step: word.step, asked: word.fence, limit: sendOf(one)?.limit ?? null, dayMicros: spendPerDay === null ? null : spendPerDay * MICROS_A_CENT },
  };
}

