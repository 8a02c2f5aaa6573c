// PUT says something of a customer that segments can ask about.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, largeNumber, problem, readBodyAs, serve } from "#app/api.server.ts";
import { Attributes } from "#app/customers/attribute.ts";
import { setAttributes } from "#app/customers/attribute.server.ts";
import { CustomerId } from "#app/lib/ids.ts";

const handle = ({ request, params }: LoaderFunctionArgs) => serve(request, {
  PUT: async ({ world, shop, body }) => {
    const read = readBodyAs(Attributes, body);
    if ("response" in read) return read.response;
    const id = CustomerId.safeParse(largeNumber(params["id"])).data;
    const set = id === undefined ? null : await setAttributes(world, shop, id, read.value.attributes);
    if (!set) return problem(404, "There is no customer of this number.");
    return "problems" in set ? problem(422, "Nothing was changed.", set.problems) : answer(set);
  },
});

export const loader = handle;
export const action = handle;
