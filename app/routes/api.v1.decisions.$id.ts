// GET: what became of a request to put somebody on a list.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { answer, problem, serve } from "#app/api.server.ts";
import { readDecision } from "#app/lists/decide-rows.server.ts";
import { published } from "#app/lists/decision.ts";

const handle = ({ request, params }: LoaderFunctionArgs) => serve(request, {
  GET: async ({ world, shop }) => {
    const id = z.uuid().safeParse(params["id"]).data;
    const decision = id === undefined ? null : await readDecision(world, shop, id);
    return decision ? answer(published(decision)) : problem(404, "There is no decision of this number.");
  },
});

export const loader = handle;
export const action = handle;
