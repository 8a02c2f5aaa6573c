// GET: one of them with the log of its newest calls. DELETE: it is called no more.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, problem, serve, smallNumber } from "#app/api.server.ts";
import { dropHook, publishedHook } from "#app/outbox/hook.server.ts";

const missing = () => problem(404, "There is no webhook of this number.");

const handle = ({ request, params }: LoaderFunctionArgs) => serve(request, {
  GET: async ({ world, shop }) => {
    const id = smallNumber(params["id"]);
    const found = id === null ? null : await publishedHook(world, shop, id);
    return found ? answer(found) : missing();
  },
  DELETE: async ({ world, shop }) => {
    const id = smallNumber(params["id"]);
    return id !== null && (await dropHook(world, shop, id)) ? new Response(null, { status: 204 }) : missing();
  },
});

export const loader = handle;
export const action = handle;
