// Prometheus' door. Without METRICS_TOKEN, or with another token, there is nothing here.
import { timingSafeEqual } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { env } from "#app/env.server.ts";
import { registry, scrape } from "#app/metrics.server.ts";
import { here } from "#app/world.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const wanted = env().METRICS_TOKEN;
  const given = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
  if (!wanted || !isSame(wanted, given)) throw new Response("Not found", { status: 404 });
  return new Response(await scrape(here()), { headers: { "content-type": registry.contentType } });
}

function isSame(wanted: string, given: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
