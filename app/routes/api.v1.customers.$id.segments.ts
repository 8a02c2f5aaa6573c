// GET: the segments that a customer is in now.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, largeNumber, problem, serve } from "#app/api.server.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { publishedMemberships } from "#app/segments/published-rows.server.ts";

const handle = ({ request, params }: LoaderFunctionArgs) => serve(request, {
  GET: async ({ world, shop }) => {
    const id = CustomerId.safeParse(largeNumber(params["id"])).data;
    const found = id === undefined ? null : await publishedMemberships(world, shop, id);
    return found ? answer(found) : problem(404, "There is no customer of this number.");
  },
});

export const loader = handle;
export const action = handle;
