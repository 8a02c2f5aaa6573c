// What merchants do: they ask questions of their customers and change them, send campaigns, pause and call them off, sync a
// segment, and change how texts go.
import fc from "fast-check";
import { minutes } from "#app/lib/time.ts";
import { saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import type { Node } from "#app/segments/definition.ts";
import { createSegment, saveSegment } from "#app/segments/save.server.ts";
import { startSync } from "#app/sync/sync.server.ts";
import { planSale, sendCampaign } from "./campaigns.ts";
import { keepElsewhere } from "./elsewhere.ts";
import { answer, changeFlow, end, openFlows, pauseAndResume, startByHand, writeFlow } from "./flows.ts";
import { question } from "../laws/roads-life.ts";
import { broke, drawSettings, type Life, type Scene, type Size } from "./scene.ts";

const EVERYBODY: Node = { kind: "agg", measure: "count", event: "order", window: { kind: "all" }, test: { op: "le", value: 1_000 } };
const SEGMENTS_MAX = 6;
const EVERY_HOURS: Record<Size, number> = { small: 45, usual: 28 };

type Doing = (life: Life, scene: Scene) => Promise<void>;
const DOINGS: readonly [number, string, Doing][] = [
  [5, "sends a campaign", sendCampaign],
  [2, "asks a question", askQuestion],
  [2, "changes a question", changeQuestion],
  [2, "changes settings", changeSettings],
  [1, "syncs a segment", syncSegment],
  [4, "writes a flow", writeFlow],
  [4, "changes a flow", changeFlow],
  [2, "pauses a flow", pauseAndResume],
  [1, "ends a flow", end],
  [2, "starts people", startByHand],
  [5, "answers", answer],
];

export async function open(life: Life, scene: Scene): Promise<void> {
  const made = await createSegment(life.world, scene.shop, { name: "Everybody", definition: { version: 1, node: EVERYBODY } });
  if ("problems" in made) return broke(life, "set-up", JSON.stringify(made.problems));
  scene.everybody = made.segment;
  scene.segments.push(made.segment);
  await askQuestion(life, scene);
  await syncSegment(life, scene);
  await keepElsewhere(life, scene);
  await openFlows(life, scene);
  planSale(life, scene);
  workOn(life, scene);
}

function workOn(life: Life, scene: Scene): void {
  const { agenda, log } = life;
  agenda.at(agenda.ms() + minutes(scene.chance.whole(30, EVERY_HOURS[life.size] * 120)), async () => {
    if (agenda.ms() > life.stops) return;
    let at = scene.chance.whole(0, DOINGS.reduce((sum, [weight]) => sum + weight, 0) - 1);
    const [, name, doing] = DOINGS.find(([weight]) => (at -= weight) < 0) ?? DOINGS[0] ?? [0, "", async () => {}];
    log.write(agenda.ms(), name, scene.n);
    life.counts.events += 1;
    await doing(life, scene);
    workOn(life, scene);
  });
}

/** Questions of the roads' law; "the n-th newest segment" becomes its number. */
function drawQuestion({ chance, segments }: Scene): Node {
  const [drawn] = fc.sample(question, { seed: chance.whole(0, 2 ** 31 - 1), numRuns: 1 });
  const placed = JSON.stringify(drawn, (key, value: unknown) => ((key === "segment" || key === "among") && typeof value === "number" ? (segments.at(-value) ?? segments[0]) : key === "list" ? undefined : value));
  return JSON.parse(placed) as Node;
}

/** What is refused was not asked. */
async function askQuestion(life: Life, scene: Scene): Promise<void> {
  if (scene.segments.length >= SEGMENTS_MAX) return;
  const made = await createSegment(life.world, scene.shop, { name: `Segment ${scene.segments.length}`, definition: { version: 1, node: drawQuestion(scene) } });
  if ("segment" in made) scene.segments.push(made.segment);
}

async function changeQuestion(life: Life, scene: Scene): Promise<void> {
  const segment = scene.chance.pick(scene.segments);
  if (segment !== scene.everybody) await saveSegment(life.world, scene.shop, segment, { definition: { version: 1, node: drawQuestion(scene) } });
}

async function changeSettings(life: Life, scene: Scene): Promise<void> {
  scene.settings = { ...scene.settings, ...drawSettings(scene.chance), paused: false } as Scene["settings"];
  await saveTextSettings(life.world, scene.shop, scene.settings, life.world.now());
}

async function syncSegment(life: Life, scene: Scene): Promise<void> {
  await startSync(life.world, scene.shop, scene.chance.pick(scene.segments), { rule: "restore" });
}
