// GET: who is in a segment now, a page at a time.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, problem, readAs, serve, smallNumber } from "#app/api.server.ts";
import { SegmentId } from "#app/lib/ids.ts";
import { MembersQuery } from "#app/segments/published.ts";
import { publishedMembers } from "#app/segments/published-rows.server.ts";

const PAGE = 100;

const handle = ({ request, params }: LoaderFunctionArgs) => serve(request, {
  GET: async ({ world, shop, query }) => {
    const read = readAs(MembersQuery, query);
    if ("response" in read) return read.response;
    const { after = "0", limit = PAGE } = read.value;
    const id = SegmentId.safeParse(smallNumber(params["id"])).data;
    const page = id === undefined ? null : await publishedMembers(world, shop, id, { after, limit });
    return page ? answer(page) : problem(404, "There is no segment of this number.");
  },
});

export const loader = handle;
export const action = handle;
