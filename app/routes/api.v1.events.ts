// POST tells what people did: the events door (docs/events.md) under the API's own manners.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, problem, serve } from "#app/api.server.ts";
import { EVENT_BODY_BYTES_MAX } from "#app/inbox/event-batch.ts";
import { takeEventsOf } from "#app/inbox/event-door.server.ts";

const handle = ({ request }: LoaderFunctionArgs) => serve(request, {
  POST: async ({ world, shop, currency, body }) => {
    const { status, accepted, problems } = await takeEventsOf(world, { shop, currency }, body);
    if (status === 202) return answer({ accepted, problems }, status);
    return problem(status, "No event was taken.", problems.map(({ index, path, message }) => ({ path: index === null ? path : ["events", index, ...path], message })));
  },
}, EVENT_BODY_BYTES_MAX);

export const loader = handle;
export const action = handle;
