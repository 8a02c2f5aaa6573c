// GET lists the addresses that are told who enters and leaves; POST registers one.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, problem, readBodyAs, serve } from "#app/api.server.ts";
import { NewHook } from "#app/outbox/hook.ts";
import { publishedHooks, registerHook } from "#app/outbox/hook.server.ts";

const handle = ({ request }: LoaderFunctionArgs) => serve(request, {
  GET: async ({ world, shop }) => answer({ webhooks: await publishedHooks(world, shop) }),
  POST: async ({ world, shop, body }) => {
    const read = readBodyAs(NewHook, body);
    if ("response" in read) return read.response;
    const made = await registerHook(world, shop, read.value);
    if ("problems" in made) return problem(422, "No webhook was registered.", made.problems);
    return answer(made.hook, 201, { location: `/api/v1/webhooks/${made.hook.id}` });
  },
});

export const loader = handle;
export const action = handle;
