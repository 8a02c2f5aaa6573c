// What merchants do with flows: write them, look at them on the past, publish, change them while people are in them, move
// people, pause, let go on, end, start people by hand, and answer what is asked.
import { z } from "zod";
import { FlowDefinition } from "#app/flows/definition.ts";
import { digestOf } from "#app/flows/flow/digest.ts";
import { endFlow, pauseFlow, resumeFlow } from "#app/flows/flow/change-flow.server.ts";
import type { FlowId } from "#app/flows/flow/flow.ts";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { publishFlow } from "#app/flows/flow/publish.server.ts";
import { suggestedMap } from "#app/flows/flow/publishing.ts";
import { createFlow, saveDraft } from "#app/flows/flow/save-flow.server.ts";
import { noteReplaySeen } from "#app/flows/flow/seen-rows.server.ts";
import { answerApproval, tickOff } from "#app/flows/doing/answer.server.ts";
import { startReplay } from "#app/flows/replay/replay.server.ts";
import { startRuns } from "#app/flows/told/start.server.ts";
import { sql } from "#app/lib/sql.ts";
import { hours, minutes } from "#app/lib/time.ts";
import { createCoupon } from "#app/messages/coupons/coupon.server.ts";
import { changed, drawFlow, service } from "./flow-texts.ts";
import type { Life, Scene, Size } from "./scene.ts";

const THANKS = { word: "THANKS", saving: { kind: "percent", percent: 15 }, minimumMinor: null, endsAt: null, isOnce: true };
const FLOWS_MAX = 5;
const FLOWS_FIRST: Record<Size, number> = { small: 2, usual: 3 };
const REPLAY_DAYS = 20;

/** Everybody back to where the flow begins: what they had already must not come again. */
const anew = (before: FlowDefinition, { first }: FlowDefinition) => Object.fromEntries(before.steps.map(({ id }) => [id, first]));

export async function openFlows(life: Life, scene: Scene): Promise<void> {
  const made = await createCoupon(life.world, scene.shop, { name: "Thanks", settings: { ...THANKS, startsAt: life.world.now().toISOString() } });
  scene.coupon = "couponId" in made ? made.couponId : null;
  for (let n = 0; n < FLOWS_FIRST[life.size]; n++) await writeFlow(life, scene);
}

export async function writeFlow(life: Life, scene: Scene): Promise<void> {
  const { world, agenda } = life;
  const { shop, chance } = scene;
  if (scene.flows.length >= FLOWS_MAX) return changeFlow(life, scene);
  const named = { coupon: scene.coupon, segment: chance.pick(scene.segments) };
  const definition = scene.written === 0 && chance.happens(0.5) ? service() : drawFlow(chance, named);
  const made = await createFlow(world, shop, { name: `Flow ${scene.written += 1}`, definition });
  if ("problems" in made) return life.log.write(agenda.ms(), "flow refused", scene.n, made.problems[0]?.message ?? "");
  scene.flows.push(made.flow);
  await publishLater(life, scene, made.flow);
}

/** Replayed, looked at some minutes later, and published as it was looked at. */
async function publishLater(life: Life, scene: Scene, flow: FlowId): Promise<void> {
  const { world, agenda, log } = life;
  const { shop, chance } = scene;
  const draft = await flowById(world, shop, flow);
  if (!draft) return;
  const started = await startReplay(world, shop, { flow, definition: draft.draft, days: REPLAY_DAYS });
  if ("problems" in started) return log.write(agenda.ms(), "replay refused", scene.n, started.problems[0]?.message ?? "");
  agenda.at(agenda.ms() + minutes(chance.whole(5, 90)), async () => {
    const before = await flowById(world, shop, flow);
    if (!before) return;
    await noteReplaySeen(world, shop, flow, digestOf(before.draft), world.now());
    const version = (await current(life, scene, flow)) ?? before.draft;
    const map = suggestedMap(version, before.draft);
    const asked = {
      draftRev: before.draftRev, to: chance.happens(0.1) && before.state !== "live" ? "shadow" : "live", flight: chance.pick([{ how: "finish" }, { how: "move", map }, { how: "move", map: anew(version, before.draft) }, { how: "exit" }]),
      enters: chance.pick([{ how: "none" }, { how: "none" }, { how: "none" }, { how: "now", perHour: null }, { how: "timeline", perHour: null }, { how: "sample", perHour: 1, people: 2, percent: null }]),
    };
    const published = await publishFlow(world, shop, flow, asked, "the merchant");
    log.write(agenda.ms(), "version" in published ? "publishes" : "does not publish", scene.n, flow, "version" in published ? published.version : (published.problems[0]?.message ?? ""));
  });
}

const Version = z.object({ definition: z.unknown() });

async function current({ world }: Life, { shop }: Scene, flow: FlowId) {
  const [found] = await world.db.rows(Version, sql`select v.definition from flow f join flow_version v on v.shop_id = ${shop} and v.flow_id = f.flow_id and v.version = f.version where f.shop_id = ${shop} and f.flow_id = ${flow}`);
  return found ? FlowDefinition.parse(found.definition) : null;
}

/** Changed and published again, with people in it. */
export async function changeFlow(life: Life, scene: Scene): Promise<void> {
  const flow = pick(scene);
  const before = flow && (await flowById(life.world, scene.shop, flow));
  if (!flow || !before) return;
  const saved = await saveDraft(life.world, scene.shop, flow, before.draftRev, { name: before.name, definition: changed(scene.chance, before.draft) });
  if ("draftRev" in saved) await publishLater(life, scene, flow);
}

const pick = ({ flows, chance }: Scene): FlowId | null => (flows.length > 0 ? chance.pick(flows) : null);

/** Paused, and let go on some hours later, with what was missed or without. */
export async function pauseAndResume(life: Life, scene: Scene): Promise<void> {
  const flow = pick(scene);
  if (!flow) return;
  const { problems } = await pauseFlow(life.world, scene.shop, flow);
  if (problems.length > 0) return;
  life.agenda.at(life.agenda.ms() + hours(scene.chance.whole(1, 80)), async () => {
    await resumeFlow(life.world, scene.shop, flow, { overdue: scene.chance.pick(["go", "expire"]), perHour: scene.chance.pick([null, 1]) });
    life.log.write(life.agenda.ms(), "resumes", scene.n, flow);
  });
}

export async function end(life: Life, scene: Scene): Promise<void> {
  const flow = scene.chance.happens(0.4) ? pick(scene) : null;
  if (!flow) return;
  await endFlow(life.world, scene.shop, flow);
  scene.flows = scene.flows.filter((each) => each !== flow);
}

export async function startByHand(life: Life, scene: Scene): Promise<void> {
  const flow = pick(scene);
  const people = scene.people.flatMap(({ customer }) => (customer && scene.chance.happens(0.4) ? [String(customer.id)] : []));
  if (flow) await startRuns(life.world, scene.shop, flow, people, { by: "manual", key: String(life.agenda.ms()) });
}

const Asked = z.object({ id: z.string(), what: z.string() });

export async function answer(life: Life, { shop, chance }: Scene): Promise<void> {
  const asked = await life.world.db.rows(Asked, sql`select doing_id::text as id, what from flow_doing where shop_id = ${shop} and state = 'asked' order by doing_id limit 5`);
  for (const { id, what } of asked) {
    if (what === "approval") await answerApproval(life.world, shop, id, chance.happens(0.7), "the merchant");
    else await tickOff(life.world, shop, id, "the merchant");
  }
}
