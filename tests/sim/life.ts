// A life: some shops over some days, from one seed, with everything that goes wrong in it; then everything works again, what is
// on its way arrives, and the laws are looked at once more.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDb } from "#app/db.server.ts";
import { takeDelivery } from "#app/inbox/platform-door.server.ts";
import type { HttpAnswer, HttpRequest } from "#app/lib/http.ts";
import { days, hours, minutes, seconds } from "#app/lib/time.ts";
import { chanceFrom } from "#sandbox/chance.ts";
import { HOSTS, openPlatforms, type Platforms } from "#sandbox/platforms/open.ts";
import { openAgenda } from "./agenda.ts";
import { empty, openLifesDb } from "./database.ts";
import { ELSEWHERE } from "./elsewhere.ts";
import { tick, untilRest } from "./engine.ts";
import { drawFaults, noFaults, type SimFaults } from "./faults.ts";
import { deferral, membership } from "./laws/at-times.ts";
import { ended, parked, redecided, sameThere, tags } from "./laws/at-rest.ts";
import { caughtUp, importsEnd, ordersHeard } from "./laws/caught-up.ts";
import { elsewhere } from "./laws/elsewhere.ts";
import { startedInTime } from "./laws/entries.ts";
import { erased } from "./laws/erased.ts";
import { goOn, heard, ledgers } from "./laws/runs.ts";
import { openHistory } from "./history.ts";
import { openLog } from "./log.ts";
import { open as openMerchant } from "./merchant.ts";
import { startPhones } from "./people.ts";
import { broke, type Life, openScene, type Scene, type Size } from "./scene.ts";
import { arrive } from "./shoppers.ts";
import { openWorld } from "./sim-world.ts";
import { openWakes } from "./wakes.ts";

export type Asked = { seed: number; days: number; shops: number; size?: Size; show?: (line: string) => void };
export type Told = { seed: number; days: number; events: number; decisions: number; texts: number; kills: number; broken: string[] };
export type Ended = Told & { digest: string; counts: [string, number][]; about: [string, string][] };

/** Before New York's clocks go forward. */
const BEGIN = Date.UTC(2026, 2, 2, 13);
const TICK_MS = hours(20);
const LOOK_EVERY_TICKS = 4;
const HEARD_EVERY_MS = seconds(20);
const TURNS_MAX = 200_000;
/** What is given up is given up within these. */
const REST_DAYS = 5;

export const faultsOf = (seed: number): SimFaults => drawFaults(chanceFrom(`${seed}/faults`));

/** `url`: of a database that lives have for themselves. Each has its own connection: the plans of those before it are of no use to it. */
export async function live(url: string, asked: Asked): Promise<Ended> {
  const db = openLifesDb(url);
  const filesDir = mkdtempSync(join(tmpdir(), "segue-life-"));
  try {
    return await liveIn(db, filesDir, asked);
  } finally {
    rmSync(filesDir, { recursive: true });
    await db.close();
  }
}

async function liveIn(db: OpenDb, filesDir: string, asked: Asked): Promise<Ended> {
  await empty(db);
  const life = openLife(db, filesDir, asked);
  for (let n = 1; n <= asked.shops; n++) life.scenes.push(await openScene(life, n));
  applyFaults(life, faultsOf(asked.seed));
  for (const scene of life.scenes) {
    await openMerchant(life, scene);
    openHistory(life, scene);
    for (const shopper of scene.people) arrive(life, scene, shopper);
  }
  await until(life, life.ends);
  applyFaults(life, noFaults());
  await until(life, life.ends + days(REST_DAYS));
  const decisions = await lookAtRest(life);
  const { log, broken, counts } = life;
  const texts = life.scenes.reduce((sum, { sent }) => sum + sent.length, 0);
  return {
    seed: asked.seed, days: asked.days, events: counts.events, decisions, texts, kills: counts.kills, broken: [...broken.keys()],
    digest: log.digest(), counts: [...log.counts].sort(([one], [other]) => (one < other ? -1 : 1)), about: [...broken],
  };
}

function openLife(db: OpenDb, filesDir: string, { seed, days: length, shops, size = "usual", show }: Asked): Life {
  startPhones();
  const chance = chanceFrom(`${seed}/engine`);
  const agenda = openAgenda(BEGIN + hours(chance.whole(0, 24 * 20)));
  const began = agenda.ms();
  const wakes = openWakes(agenda.ms, () => life.scenes.length === shops && chance.happens(life.faults.wakes.lose));
  const complain = (event: string, problem: string) => /died at/.test(problem) ? undefined : broke(life, "no error is logged", `${event}: ${problem.split("\n").slice(0, 3).join(" | ")}`);
  const world = openWorld(db.often(), agenda, wakes, (request) => answerTo(life, request), complain);
  const platforms = openPlatforms({ now: agenda.ms, seed, deliver: ({ url, headers, body }) => atTheDoor(life, () => hear(life, url, headers, body)) });
  const life: Life = { world, agenda, platforms, log: openLog(show), faults: noFaults(), chance, scenes: [], seed, size, filesDir, began, ends: began + days(length), stops: began + days(length + REST_DAYS - 1), broken: new Map(), counts: { kills: 0, stalls: 0, events: 0 } };
  return life;
}

function applyFaults(life: Life, faults: SimFaults): void {
  life.faults = faults;
  for (const { account } of life.scenes) {
    life.platforms.control({ platform: "twilio", account, faults: { ...faults.texting, hooks: { ...faults.told, reorderMs: minutes(20) } } });
    life.platforms.control({ platform: ELSEWHERE, account, faults: faults.elsewhere });
  }
}

/** Turn by turn: what is due, what it woke, and on to the next instant at which anything is. */
async function until(life: Life, endMs: number): Promise<void> {
  const { agenda, platforms, world } = life;
  const isDead = () => life.broken.has("rest");
  let ticks = 0;
  let nextTick = agenda.ms() + seconds(1);
  for (let turn = 0; turn < TURNS_MAX && !isDead(); turn++) {
    for (let act = agenda.take(); act; act = agenda.take()) await atTheDoor(life, act);
    if (agenda.ms() >= (hearAt(platforms) ?? Infinity)) await platforms.due();
    if (agenda.ms() >= nextTick) {
      await tick(life);
      await untilRest(life);
      for (const scene of life.scenes) await lookNow(life, scene, (ticks += 1) % LOOK_EVERY_TICKS === 0);
      nextTick = agenda.ms() + TICK_MS;
    }
    await untilRest(life);
    const next = Math.min(agenda.nextAt() ?? Infinity, hearAt(platforms) ?? Infinity, world.wakes.nextAt() ?? Infinity, nextTick);
    if (next >= endMs) return agenda.jump(endMs);
    agenda.jump(next);
  }
}

/** Whatever people do, no door of the engine throws. */
async function atTheDoor<Answer>(life: Life, act: () => Answer | Promise<Answer>): Promise<Answer | null> {
  try {
    return await act();
  } catch (problem) {
    broke(life, "no door throws", problem instanceof Error ? (problem.stack ?? problem.message).split("\n").slice(0, 4).join(" | ") : String(problem));
    return null;
  }
}

/** What the platform has to tell comes together, a few times a minute. */
function hearAt(platforms: Platforms): number | null {
  const at = platforms.nextDueAt();
  return at === null ? null : Math.ceil(at / HEARD_EVERY_MS) * HEARD_EVERY_MS;
}

async function lookNow(life: Life, scene: Scene, isWhole: boolean): Promise<void> {
  await deferral(life, scene);
  await goOn(life, scene);
  if (isWhole) await membership(life, scene);
}

async function lookAtRest(life: Life): Promise<number> {
  let decisions = 0;
  for (const scene of life.scenes) await lookNow(life, scene, true);
  // Looking takes every road to membership once more, and what that moved has to arrive as well.
  await until(life, life.agenda.ms() + hours(2));
  for (const scene of life.scenes) {
    decisions += (await redecided(life, scene)) + (await ledgers(life, scene));
    for (const law of [ended, sameThere, tags, parked, erased, heard, startedInTime, importsEnd, caughtUp, ordersHeard, elsewhere]) await law(life, scene);
  }
  return decisions;
}

/** The network. A request to send is kept for the laws, with whether the platform took it. */
function answerTo(life: Life, request: HttpRequest): HttpAnswer | Promise<HttpAnswer> {
  const { hostname, pathname } = new URL(request.url);
  const store = life.scenes.find(({ store: { shop } }) => shop.settings.domain === hostname)?.store;
  if (store) return store.answer(request);
  if (!HOSTS.includes(hostname)) return { kind: "answer", status: 200, headers: {}, body: "ok" };
  const isSend = hostname === "api.twilio.com" && request.method === "POST" && pathname.endsWith("/Messages.json");
  const scene = isSend ? life.scenes.find(({ account }) => pathname.includes(idOf(life.platforms, account))) : undefined;
  const size = scene ? sizeOf(life.platforms, scene) : 0;
  const answer = life.platforms.http.send(request);
  if (scene) {
    const form = new URLSearchParams(String(request.body));
    scene.fresh.push({ at: life.agenda.ms(), phone: form.get("To") ?? "", body: form.get("Body") ?? "", carried: sizeOf(life.platforms, scene) > size });
  }
  return answer;
}

const idOf = (platforms: Platforms, account: string) => platforms.account("twilio", account).id;
const sizeOf = (platforms: Platforms, { account }: Scene) => platforms.account("twilio", account).messages.size;

const STOP = /^(stop|stop\.|unsubscribe|please stop texting me|stop texting me|arret|opt out)$/i;
const YES = /^(yes|y|start|join)$/i;

/** What the platform tells the engine of. */
async function hear(life: Life, url: string, headers: Record<string, string>, body: string): Promise<number | null> {
  const [, platform = "", key = ""] = /^\/hooks\/([^/]+)\/([^/?]+)/.exec(new URL(url).pathname) ?? [];
  const small = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const status = await takeDelivery(life.world, { platform, key }, { body: new TextEncoder().encode(body), headers: small, url });
  const form = new URLSearchParams(body);
  const [from, text] = [form.get("From") ?? "", form.get("Body")];
  life.log.write(life.agenda.ms(), "told", form.get("MessageStatus") ?? "reply", status);
  if (status !== 200 || text === null || form.has("MessageStatus")) return status;
  const scene = life.scenes.find(({ account }) => idOf(life.platforms, account) === form.get("AccountSid"));
  const kind = STOP.test(text.trim()) ? "stop" : YES.test(text.trim()) ? "yes" : null;
  if (scene && kind) scene.words.tell(from, kind, life.agenda.ms());
  return status;
}
