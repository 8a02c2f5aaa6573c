// Publishing: the draft (or an older version again) becomes a version that never changes, its own texts become messages, it
// begins to listen, and those who are in it by an older version go on, move or leave, as the merchant chose. Nothing goes live
// that was not checked, and replayed over the shop's own past, exactly as it is.
import type { ShopId } from "../../lib/ids.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { wake } from "../../lib/pump.server.ts";
import { days, earlier } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { mayGoLive } from "../checker.ts";
import type { FlowDefinition } from "../definition.ts";
import { listenedBy, runHears } from "../told/listened.ts";
import { setListened } from "../told/listened-rows.server.ts";
import { beginActivation } from "./activation.ts";
import { callOffEntries } from "./activation-rows.server.ts";
import { checkedFlow } from "./checked-flow.server.ts";
import { digestOf, isSame } from "./digest.ts";
import { type FlowId, VERSIONS_MAX } from "./flow.ts";
import { flowById, type FlowRow, lockFlow, turnFlow } from "./flow-rows.server.ts";
import { keepOwnTexts } from "./own-texts.server.ts";
import type { Telling } from "./progress.ts";
import { type Flight, Publishing } from "./publishing.ts";
import { GONE, LATER } from "./save-flow.server.ts";
import { doneReplay } from "./seen-rows.server.ts";
import { flowVersions, insertFlowVersion, listVersions, readFlowVersion, standingIn } from "./version-rows.server.ts";

export type Published = { version: number } | { problems: Problem[] };
/** What a replay says of entries and texts is true of the time that it was made. */
export const REPLAY_FRESH_MS = days(7);

const wrong = (message: string, path: Problem["path"] = []): { problems: Problem[] } => ({ problems: [{ path, message }] });

/** `by`: who published it, as its page shows; null: nobody knows. */
export async function publishFlow(world: World, shop: ShopId, flow: FlowId, input: unknown, by: string | null): Promise<Published> {
  const read = Publishing.safeParse(input);
  if (!read.success) return { problems: problemsOf(read.error) };
  const before = await flowById(world, shop, flow);
  const definition = before && (await wanted(world, shop, before, read.data));
  if (!before || !definition) return wrong(before ? "There is no such version." : GONE);
  const { problems, findings } = await checkedFlow(world, shop, definition);
  if (problems.length > 0) return { problems };
  if (!mayGoLive(findings)) return { problems: findings.filter(({ severity }) => severity !== "warning").map(({ step, message }) => ({ path: step === null ? [] : ["steps", definition.steps.findIndex(({ id }) => id === step)], message })) };
  return transact(world, async (inside): Promise<Published> => {
    const current = await lockFlow(inside, shop, flow);
    const refused = current ? whyNot(current, read.data) : GONE;
    if (!current || refused !== null) return wrong(refused ?? GONE);
    const unseen = await whyUnseen(inside, shop, current, definition, read.data.version !== null);
    return unseen === null ? publish(inside, shop, current, definition, read.data, by) : wrong(unseen, ["replay"]);
  });
}

const wanted = async (world: World, shop: ShopId, { flowId, draft }: FlowRow, { version }: Publishing): Promise<FlowDefinition | null> =>
  (version === null ? draft : ((await readFlowVersion(world, shop, flowId, version))?.definition ?? null));

function whyNot({ state, draftRev, progress }: FlowRow, asked: Publishing): string | null {
  if (state === "archived") return GONE;
  if (state === "ended") return "This flow has ended. Copy it to begin anew.";
  if (draftRev !== asked.draftRev) return LATER;
  if (state === "live" && asked.to === "shadow") return "This flow is live. What is only to be tried goes into a copy of it.";
  if (asked.enters.how !== "none" && progress.activation && !progress.activation.isDone) return "People are being let in already. Wait until that is done, or stop it first.";
  return null;
}

/** A version that was published before had been seen then. */
async function whyUnseen(world: World, shop: ShopId, { flowId }: FlowRow, definition: FlowDefinition, isAgain: boolean): Promise<string | null> {
  const replay = await doneReplay(world, shop, flowId, digestOf(definition));
  if (!replay) return "This flow was not replayed as it is now. Replay it over your shop’s past and look at the result first.";
  if (replay.seenAt === null) return "The replay of this flow is done. Look at its result first.";
  return !isAgain && replay.doneAt < earlier(world.now(), REPLAY_FRESH_MS) ? "The replay of this flow is older than a week. Replay it again first." : null;
}

async function publish(world: World, shop: ShopId, before: FlowRow, definition: FlowDefinition, asked: Publishing, by: string | null): Promise<Published> {
  const now = world.now();
  const { flowId, name, progress, state } = before;
  const current = before.version === null ? null : await readFlowVersion(world, shop, flowId, before.version);
  const isNew = !current || !isSame(current.definition, definition);
  const newest = (await listVersions(world, shop, flowId))[0]?.version ?? 0;
  if (newest >= VERSIONS_MAX) return wrong("This flow has too many versions. Copy it to go on.");
  const version = isNew ? newest + 1 : (before.version ?? 1);
  if (isNew) {
    await insertFlowVersion(world, shop, flowId, { version, name, definition, by }, now);
    await keepOwnTexts(world, shop, before, version, definition, now);
    await callOffEntries(world, shop, flowId, definition.steps.map(({ id }) => id), now);
  }
  const moving = isNew && before.version !== null ? tellingOf(asked.flight, version) : null;
  const activation = beginActivation(asked.enters, { id: progress.activations + 1, version, since: now.getTime() });
  await turnFlow(world, shop, before, {
    version, state: state === "paused" ? "paused" : asked.to, problem: null, liveAt: asked.to === "live" ? (before.liveAt ?? now) : before.liveAt,
    progress: { ...progress, tellings: [...progress.tellings, ...(moving ? [moving] : [])], ...(activation ? { activation, activations: activation.id } : { activation: progress.activation && { ...progress.activation, version } }) },
    dueAt: moving || activation ? now : before.dueAt,
  }, now);
  await listen(world, shop, flowId, definition);
  await wake(world, shop, "flow");
  return { version };
}

function tellingOf(flight: Flight, version: number): Telling | null {
  const told = { below: version, cursor: "0", told: 0, perHour: null };
  if (flight.how === "finish") return null;
  return { ...told, say: "move", to: version, map: flight.how === "move" ? flight.map : {} };
}

/** For what the newest version listens for, and for what those who are still in an older one do. */
async function listen(world: World, shop: ShopId, flow: FlowId, definition: FlowDefinition): Promise<void> {
  const older = [...new Set((await standingIn(world, shop, flow)).map(({ version }) => version))];
  const versions = await flowVersions(world, shop, older.map((version) => ({ flow, version })));
  await setListened(world, shop, flow, [...new Set([...listenedBy(definition), ...[...versions.values()].flatMap((each) => [...runHears(each.definition)])])].sort());
}
