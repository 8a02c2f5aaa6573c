// At rest each place on the other platform holds exactly its segment's members, each move was told once, and nobody was opted in there.
import { z } from "zod";
import { Count, sql } from "#app/lib/sql.ts";
import { targetsOf } from "#app/sync/target.server.ts";
import { ELSEWHERE } from "../elsewhere.ts";
import { broke, type Life, type Scene } from "../scene.ts";

const Known = z.object({ phone: z.string().nullable(), email: z.string().nullable() });
const nameOf = ({ phone, email }: z.infer<typeof Known>): string => email?.toLowerCase() ?? phone ?? "";

export async function elsewhere(life: Life, scene: Scene): Promise<void> {
  const { shop, n, account, elsewhere: connection } = scene;
  if (connection === null) return;
  const { places, events, consent } = life.platforms.view(ELSEWHERE, account);
  for (const { segment_id: segment, place_ref: ref, state } of await targetsOf(life.world, shop, { connection })) {
    if (state !== "on") broke(life, "elsewhere", `shop ${n}, segment ${segment}: its place is ${state}`);
    const held = (places.find((place) => place.ref === ref)?.members ?? []).map(nameOf).sort();
    // Of several with one phone or email a platform knows the oldest.
    const members = await life.world.db.rows(Known, sql`
      select c.phone, c.email from membership m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id
      where m.shop_id = ${shop} and m.segment_id = ${segment} and m.left_at is null and (c.phone is not null or c.email is not null)
        and not exists (select 1 from customer o where o.shop_id = ${shop} and o.customer_id < c.customer_id and (o.phone = c.phone or lower(o.email) = lower(c.email)))
      order by c.customer_id`);
    const wanted = members.map(nameOf).sort();
    if (held.join() !== wanted.join()) broke(life, "elsewhere", `shop ${n}, segment ${segment}: ${held.length} are there, ${wanted.length} should: ${held.join()} in place of ${wanted.join()}`);
  }
  const told = events.flatMap(({ uniqueId }) => uniqueId ?? []);
  if (new Set(told).size < told.length) broke(life, "told once elsewhere", `shop ${n}: ${told.length} moves were told, ${new Set(told).size} of them once`);
  const optedIn = Object.values(consent).filter(({ sms, email }) => sms === "subscribed" || email === "subscribed").length;
  if (optedIn > 0) broke(life, "no opt-in elsewhere", `shop ${n}: ${optedIn} were opted in`);
  const open = await life.world.db.rows(z.object({ what: z.string(), count: Count }), sql`
    select kind || ' ' || state as what, count(*) as count from outbox where shop_id = ${shop} and connection_id = ${connection} and state <> 'done' group by 1 order by 1`);
  for (const { what, count } of open) broke(life, "elsewhere", `shop ${n}: ${count} ${what}`);
}
