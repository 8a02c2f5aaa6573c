// What of a shop's texts goes now: those that are due, as many as the sender takes, each asked of the gate with everything
// that was sent to its number before. One transaction: the numbers are locked before their histories are read and until
// what is let go stands on its row, so of two senders at once the second one sees what the first let go.
import { lockNumbers } from "../consent/ledger-rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { later, minutes, seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { campaignStates, haltCampaign } from "../messages/campaigns/campaign-texts-rows.server.ts";
import { writeDecisions } from "../messages/compliance/decision-rows.server.ts";
import type { GateRules } from "../messages/gate/gate-rules.ts";
import type { Sending } from "../messages/sender.ts";
import { type ShopDay, shopDayOf } from "../messages/spend.ts";
import { addSpend, lockSpend, spentBy } from "../messages/spend-rows.server.ts";
import type { TextSettings } from "../messages/settings/text-settings.ts";
import type { Step } from "../platforms/adapter.ts";
import { take } from "./budget.ts";
import { lockBudgets, saveBudgets } from "./budget-rows.server.ts";
import { type SendCommand, sendCommand } from "./text-command.ts";
import { noteShopifysWord } from "./text-consent.server.ts";
import { type Decided, decideText, decideTexts } from "./text-decide.ts";
import { gather, type Gathered, isWritten } from "./text-gather.server.ts";
import type { TextRow } from "./text-row.ts";
import { flowStates, spentByFlows, tellRuns, yetToHear } from "./text-flow-rows.server.ts";
import { toldOfGate } from "./text-flow.ts";
import { dueTexts, settle } from "./text-rows.server.ts";
import type { Sender } from "./text-sender.server.ts";
import { cancelled, held, type Settled, settledBy, waiting } from "./text-settled.ts";
import { wordsOf } from "./text-words.server.ts";

/** `sending`: the sender as the gate is told of it, also where nothing can be sent through it. */
export type Taking = { version: number; settings: TextSettings; rules: GateRules; zone: string; sender: Sender | null; sending: Sending | null; limit: number; now: Date; until: Date };

/** A text that is about to be handed over, or looked for. */
export type Flight = { row: TextRow; phone: string; sender: Sender; command: SendCommand; step: Step; isLooking: boolean };

export type Taken = { flights: Flight[]; moved: number; /** The limits of the sender let the next one go then. */ blockedUntil: Date | null };

export async function takeTexts(world: World, shop: ShopId, taking: Taking): Promise<Taken> {
  const { now, until, sender } = taking;
  const due = await dueTexts(world, shop, taking.limit, now);
  if (due.length === 0) return { flights: [], moved: 0, blockedUntil: null };
  const { rows, settled } = await whatGoesOn(world, shop, due, now);
  await lockNumbers(world, shop, rows.map(({ number }) => number));
  const gathered = await gather(world, shop, rows, taking);
  const drawn = await draw(world, shop, sender, rows.length, now);
  const verdicts = await decide(world, shop, gathered, drawn.grants, taking);
  const sends = verdicts.decided.filter(({ decision }) => decision.verdict === "send");
  await drawn.keep(sends.length);
  await noteShopifysWord(world, shop, sends.filter(({ of }) => gathered.people.get(of.row.number)?.isUnspoken), now);
  const written = await writeDecisions(world, shop, taking.version, verdicts.decided.map(({ of: { row }, record }) => ({ textId: row.textId, customerId: row.customerId, number: row.number, record, isTold: row.customerId !== null && (row.campaignId !== null || row.flowId !== null) })));
  const flights = new Map(sends.flatMap((one) => (sender && one.of.phone !== null ? [[one.of.row.textId, flightOf(one, one.of.phone, sender, now)] as const] : [])));
  const leaseOf = ({ step, sender }: Flight) => ({ connection: sender.connection.connection_id, progress: "progress" in step ? step.progress : null, now, until });
  await settle(world, shop, [...settled, ...verdicts.held.map(({ row }) => held(row)), ...verdicts.waiting.map(({ row }) => waiting(row, later(now, WAIT_MS))), ...verdicts.decided.map((one) => {
    const flight = flights.get(one.of.row.textId);
    return settledBy(one, written.get(one.of.row.textId) ?? null, flight ? leaseOf(flight) : null);
  })]);
  await tellRuns(world, shop, verdicts.decided.flatMap(({ of: { row }, decision }) => (decision.verdict === "send" && !flights.has(row.textId) ? toldOfGate(row, UNREGISTERED, now) : toldOfGate(row, decision, now))), now);
  for (const [campaign, reason] of verdicts.halted) await haltCampaign(world, shop, campaign, reason, now);
  const { day } = shopDayOf(taking.zone, now);
  await addSpend(world, shop, [...flights.values()].map(({ row: { parts, micros } }) => ({ day, texts: 1, parts: parts ?? 0, micros: micros ?? 0 })));
  return { flights: [...flights.values()], moved: due.length - verdicts.left.length, blockedUntil: verdicts.left.length > 0 ? drawn.blockedUntil : null };
}

/** A code for it is being made. */
const WAIT_MS = seconds(5);
/** By then its run has heard what has come; one that is set aside waits for a person. */
const HEARS_MS = seconds(1);
const ASIDE_MS = minutes(5);
/** A flow in one of these states sends nothing; its runs are told so in stages. */
const STILL: readonly string[] = ["paused", "ended", "archived"];

const UNREGISTERED = { verdict: "halt", reason: "senderUnregistered", until: null } as const;

/** What the campaign no longer wants is called off; what it or a flow holds waits until it goes on. Before a flow's text goes, its run has heard all there is: an exit that has come must win. */
async function whatGoesOn(world: World, shop: ShopId, due: readonly TextRow[], now: Date): Promise<{ rows: TextRow[]; settled: Settled[] }> {
  const states = await campaignStates(world, shop, [...new Set(due.flatMap(({ campaignId }) => campaignId ?? []))]);
  const flows = await flowStates(world, shop, [...new Set(due.flatMap(({ flowId }) => flowId ?? []))]);
  const hears = await yetToHear(world, shop, due.flatMap(({ runId, customerId, expiresAt }) => (runId === null || (expiresAt !== null && expiresAt <= now) ? [] : [{ run: runId, customer: customerId }])), now);
  const rows: TextRow[] = [];
  const settled: Settled[] = [];
  for (const row of due) {
    const state = row.campaignId === null ? undefined : states.get(row.campaignId);
    if (state === "cancelled") settled.push(cancelled(row));
    else if (state === "paused" || (row.flowId !== null && STILL.includes(flows.get(row.flowId) ?? ""))) settled.push(held(row));
    else if (row.runId !== null && hears.has(row.runId)) settled.push(waiting(row, later(now, hears.get(row.runId) ? ASIDE_MS : HEARS_MS)));
    else rows.push(row);
  }
  return { rows, settled };
}

/** How many the sender takes now, and when more where it is not all. What was drawn is written by `keep`, in the same transaction. */
async function draw(world: World, shop: ShopId, sender: Sender | null, want: number, now: Date) {
  if (!sender || sender.budget === null || sender.limits.length === 0) return { grants: want, blockedUntil: null, keep: async () => {} };
  const { budget, limits, connection: { connection_id: id } } = sender;
  const buckets = await lockBudgets(world, shop, id);
  const held = buckets.get(budget) ?? [];
  const granted = take({ limits, buckets: held, want, now });
  const keep = (count: number) => saveBudgets(world, shop, id, new Map([[budget, take({ limits, buckets: held, want: count, now }).buckets]]));
  return { grants: granted.granted, blockedUntil: granted.at, keep };
}

type Decision = ReturnType<typeof decideTexts> & { waiting: Decided["of"][] };

async function decide(world: World, shop: ShopId, gathered: Gathered, grants: number, taking: Taking): Promise<Decision> {
  const { rules, settings, zone, now } = taking;
  const { cases, people } = gathered;
  const { spend } = settings;
  const day: ShopDay = shopDayOf(zone, now);
  const capped = [...new Set(cases.flatMap(({ row: { flowId, flowDayMicros } }) => (flowId !== null && flowDayMicros !== null ? [flowId] : [])))];
  const isLimited = spend.dayMicros !== null || spend.monthMicros !== null || capped.length > 0;
  if (isLimited) await lockSpend(world, shop);
  const spent = isLimited ? await spentBy(world, shop, day) : { day: 0, month: 0 };
  const byFlow = await spentByFlows(world, shop, capped, new Date(day.startsAt));
  const history = new Map([...people].map(([number, { history }]) => [number, history]));
  const verdicts = decideTexts(rules, cases, history, { grants, spend, spent, day, byFlow }, now);
  return withWords(world, shop, verdicts, gathered, taking);
}

/** What something is made for is composed for good once it goes; where that finds what the dry one did not, the gate is asked once more. */
async function withWords(world: World, shop: ShopId, verdicts: ReturnType<typeof decideTexts>, { people, drafts }: Gathered, { rules, settings, now }: Taking): Promise<Decision> {
  const composed = verdicts.decided.filter(({ of, decision }) => decision.verdict === "send" && drafts.has(of.row.textId));
  if (composed.length === 0) return { ...verdicts, waiting: [] };
  const words = await wordsOf(world, shop, { rows: composed.map(({ of }) => of.row), people, settings, now, making: { isDry: false, drafts } });
  const wait = new Set(composed.filter(({ of }) => words.get(of.row.textId) === "waiting"));
  const decided = verdicts.decided.filter((one) => !wait.has(one)).map((one): Decided => {
    const written = words.get(one.of.row.textId);
    if (!isWritten(written)) return one;
    const of = { ...one.of, words: written };
    return written.faults.join() === one.of.words.faults.join() ? { ...one, of } : decideText(rules, of, one.history, one.message.budgetAt, now);
  });
  for (const { of: { row: { campaignId } }, decision } of decided) if (decision.verdict === "halt" && campaignId !== null) verdicts.halted.set(campaignId, decision.reason);
  return { ...verdicts, decided, waiting: [...wait].map(({ of }) => of) };
}

function flightOf({ of: { row, words } }: Decided, phone: string, sender: Sender, now: Date): Flight {
  const command = sendCommand({ row, phone, text: words.text, media: words.media, callback: sender.callback, at: now });
  const leased = { ...row, fence: String(BigInt(row.fence) + 1n), sentAt: now, body: words.text, parts: words.parts, micros: words.micros };
  return { row: leased, phone, sender, command, step: sender.adapter.begin(command, sender.credentials), isLooking: false };
}
