// For the load balancer: this process answers and its database does.
import { isAlive } from "#app/metrics.server.ts";
import { here } from "#app/world.server.ts";

export async function loader() {
  const alive = await isAlive(here());
  return new Response(alive ? "ok\n" : "no database\n", { status: alive ? 200 : 503, headers: { "content-type": "text/plain" } });
}
