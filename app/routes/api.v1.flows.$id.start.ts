// POST lets customers enter a flow that names the shop's own systems among what starts it.
import { createHash } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, problem, readAs, readBodyAs, serve, smallNumber } from "#app/api.server.ts";
import { StartBody } from "#app/flows/told/start.ts";
import { startRuns } from "#app/flows/told/start.server.ts";
import { Key } from "#app/lists/decision.ts";

const handle = ({ request, params }: LoaderFunctionArgs) => serve(request, {
  POST: async ({ world, shop, body, header }) => {
    const read = readBodyAs(StartBody, body);
    if ("response" in read) return read.response;
    const key = readAs(Key.nullable(), header("idempotency-key"));
    if ("response" in key) return key.response;
    const flow = smallNumber(params["id"]);
    const started = flow === null ? null : await startRuns(world, shop, flow, read.value.customers, { by: "api", key: key.value === null ? world.ids.uuid() : digestOf(key.value) });
    if (!started || flow === null) return problem(404, "There is no flow of this number.");
    if (!("problems" in started)) return answer({ flow, ...started }, 202);
    return started.why === "gone" ? problem(404, "There is no flow of this number.") : problem(409, started.problems[0]?.message ?? "Nobody can enter this flow.");
  },
});

/** Keys are theirs, of any length and spelling; a fact has a short name. */
const digestOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 32);

export const loader = handle;
export const action = handle;
