// GET: every segment of the shop.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answer, serve } from "#app/api.server.ts";
import { publishedSegments } from "#app/segments/published-rows.server.ts";

const handle = ({ request }: LoaderFunctionArgs) => serve(request, { GET: async ({ world, shop }) => answer(await publishedSegments(world, shop)) });

export const loader = handle;
export const action = handle;
