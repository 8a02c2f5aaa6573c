// For the load balancer: this process answers and its database does.
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { here } from "#app/world.server.ts";

export async function loader() {
  const alive = await here().db.rows(z.unknown(), sql`select 1 as alive`).then(() => true, () => false);
  return new Response(alive ? "ok\n" : "no database\n", { status: alive ? 200 : 503, headers: { "content-type": "text/plain" } });
}
