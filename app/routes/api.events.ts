// The events door (docs/events.md). Its key stands in the Authorization header; no session is needed.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { bytesOf } from "#app/body-bytes.ts";
import { EVENT_BODY_BYTES_MAX } from "#app/inbox/event-batch.ts";
import { takeEvents } from "#app/inbox/event-door.server.ts";
import { here } from "#app/world.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
  const body = await bytesOf(request, EVENT_BODY_BYTES_MAX);
  if (!body) return json({ accepted: 0, problems: [{ index: null, path: [], message: `A batch has at most ${EVENT_BODY_BYTES_MAX} bytes.` }] }, { status: 413 });
  const [, key = null] = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const { status, ...taken } = await takeEvents(here(), key, Buffer.from(body).toString("utf8"));
  return json(taken, { status });
}

export const loader = () => new Response(null, { status: 405, headers: { allow: "POST" } });
