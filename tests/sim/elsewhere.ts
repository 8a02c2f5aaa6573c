// A platform that keeps some of a shop's segments, beside the one that sends its texts.
import type { ShopId } from "#app/lib/ids.ts";
import { invariant } from "#app/lib/invariant.ts";
import { hours, minutes } from "#app/lib/time.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import { changeConnectionSettings, connect } from "#app/platforms/connection.server.ts";
import { pauseTarget, resumeTarget, startTarget } from "#app/sync/target.server.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import type { Life, Scene } from "./scene.ts";

export const ELSEWHERE = "klaviyo";
/** No life has more people than this: nothing waits for a yes. */
const PEOPLE_MAX = 1_000;
const PAUSE_EVERY_HOURS = 200;

export async function connectElsewhere({ world, platforms }: Life, shop: ShopId, account: string): Promise<ConnectionId> {
  const { credentials: { key } } = platforms.account(ELSEWHERE, account);
  const made = await connect(world, shop, { platform: ELSEWHERE, credentials: { kind: "key", key } });
  invariant("connection" in made, `the shop is let in at the other platform: ${JSON.stringify(made)}`);
  await changeConnectionSettings(world, shop, made.connection, { limitPeople: PEOPLE_MAX });
  return made.connection;
}

/** The segments that are there on the first day. */
export async function keepElsewhere(life: Life, scene: Scene): Promise<void> {
  const { elsewhere: connection, shop, n } = scene;
  if (connection === null) return;
  const chance = chanceFrom(`${life.seed}/shop/${n}/elsewhere`);
  for (const segment of scene.segments) await startTarget(life.world, shop, connection, segment, { events: chance.happens(0.7) });
  pauseNowAndThen(life, scene, connection, chance);
}

/** Nothing moves there for some hours. */
function pauseNowAndThen(life: Life, scene: Scene, connection: ConnectionId, chance: Chance): void {
  const { agenda, world } = life;
  agenda.at(agenda.ms() + hours(chance.whole(1, PAUSE_EVERY_HOURS)), async () => {
    if (agenda.ms() >= life.ends) return;
    const of = { connection, segment: chance.pick(scene.segments) };
    await pauseTarget(world, scene.shop, of);
    life.log.write(agenda.ms(), "pauses a place", scene.n, of.segment);
    agenda.at(agenda.ms() + minutes(chance.whole(5, 3_000)), () => resumeTarget(world, scene.shop, of));
    pauseNowAndThen(life, scene, connection, chance);
  });
}
