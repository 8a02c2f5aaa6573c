// Everything that a set of runs came to, in the transaction that decided it: lines, rows and counts, their texts, what they
// do to the outside, and whom they start or let go on.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { holdTexts, releaseTexts, withdrawTexts } from "../../messages/flow-text-rows.server.ts";
import type { Shop } from "../../shops/rows.server.ts";
import { dayOf, dayText } from "../../segments/calendar.ts";
import type { Version } from "../advance.ts";
import { drawsOf } from "../experiment/draw.ts";
import { insertDraws } from "../experiment/draw-rows.server.ts";
import { startRuns } from "../told/start.server.ts";
import { addCounts } from "../report/count-rows.server.ts";
import { countsOf } from "../report/count.ts";
import { askTexts, textKey } from "./ask-texts.server.ts";
import type { Step } from "./decide-run.ts";
import { flowNamed, insertDoings, letOthersGoOn } from "./follow-up-rows.server.ts";
import { haltFlows } from "./halt-flow.server.ts";
import { type FollowUp, followUp } from "./follow-up.ts";
import { insertLines } from "./save-rows.server.ts";

/** `lines`: before these steps. `version`: after them. */
export type MovedRun = { runId: string; flowId: number; customerId: CustomerId; group: string | null; lines: number; version: Version; versions: readonly Version[]; steps: readonly Step[] };

type Followed = { of: MovedRun; follow: FollowUp };

export async function settleRuns(world: World, shop: ShopId, { timeZone }: Pick<Shop, "timeZone">, moved: readonly MovedRun[], now: Date): Promise<void> {
  if (moved.length === 0) return;
  await insertLines(world, shop, moved.flatMap(({ runId, lines, steps }) => steps.map(({ line }, index) => ({ runId, seq: lines + index + 1, at: new Date(line.at), line }))));
  const followed = moved.map((of): Followed => ({ of, follow: followUp(of.steps, of.lines + 1) }));
  await settleTexts(world, shop, followed, now);
  await world.point("flow:after-texts");
  await insertDoings(world, shop, followed.flatMap(({ of, follow }) => follow.doings.map((doing) => ({ ...doing, runId: of.runId, flowId: of.flowId, customerId: of.customerId, says: saysOf(of, doing) }))), now);
  await letOthersGoOn(world, shop, followed.filter(({ of, follow }) => follow.hasEnded && of.group !== null).map(({ of }) => of), now);
  await haltFlows(world, shop, followed.flatMap(({ of, follow }) => (follow.halted === null ? [] : [{ flowId: of.flowId, reason: follow.halted }])), now);
  for (const { of, follow } of followed) for (const each of follow.starts) await startOther(world, shop, of, each);
  await insertDraws(world, shop, moved.flatMap(drawsOf));
  const day = (at: number) => dayText(dayOf(at, timeZone));
  // Last: whoever counts at the same rows waits until this has committed.
  await addCounts(world, shop, moved.flatMap(({ flowId, steps }) => steps.flatMap(({ line, before }) => countsOf(flowId, line, before, day))));
}

/** What cannot be started is written down: the run itself is out, as its exit says. */
async function startOther(world: World, shop: ShopId, { runId, flowId, customerId }: MovedRun, { flow: name, key }: FollowUp["starts"][number]): Promise<void> {
  const flow = await flowNamed(world, shop, name);
  const started = flow === null ? null : await startRuns(world, shop, flow, [customerId], { by: "flow", key: `run/${runId}/${key}` });
  if (started === null || "problems" in started) world.log.warn("flow not started", { shop, flow: flowId, run: runId });
}

async function settleTexts(world: World, shop: ShopId, followed: readonly Followed[], now: Date): Promise<void> {
  const keysOf = (say: "hold" | "release" | "withdraw") => followed.flatMap(({ of, follow }) => follow.texts.flatMap((word) => (word.say === say ? [textKey(of.runId, word.key)] : [])));
  await withdrawTexts(world, shop, keysOf("withdraw"));
  await holdTexts(world, shop, keysOf("hold"));
  await releaseTexts(world, shop, keysOf("release"), now);
  await askTexts(world, shop, followed.flatMap(({ of, follow }) => follow.texts.flatMap((word) => {
    const run = of.steps.at(-1)?.after;
    const by = versionOf(of, word.say === "ask" ? word.version : 0);
    return word.say === "ask" && run && by ? [{ runId: of.runId, flowId: of.flowId, customerId: of.customerId, run, definition: by.definition, word }] : [];
  })), now);
  await holdTexts(world, shop, followed.flatMap(({ of, follow }) => follow.texts.flatMap((word) => (word.say === "ask" && word.isHeld ? [textKey(of.runId, word.key)] : []))));
}

const versionOf = ({ versions }: MovedRun, version: number): Version | undefined => versions.find((each) => each.version === version);

function saysOf(of: MovedRun, { version, step }: { version: number; step: string }): string | null {
  const found = versionOf(of, version)?.definition.steps.find(({ id }) => id === step);
  return found?.kind === "alert" || found?.kind === "approval" ? found.says : null;
}
