// How up to five segments overlap. The address holds which (?ids=3,5), which region's people are shown
// (&in=, a mask) and the page of them.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPaging, readQuery } from "#app/body.ts";
import { ComparePage } from "#app/components/segments/compare-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegments } from "#app/require.ts";
import { OVERLAP_MAX, readMask } from "#app/segments/overlap.ts";
import { comparableSegments, countRegions, peopleOf } from "#app/segments/overlap-rows.server.ts";
import { listNamed } from "#app/segments/search-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const query = readQuery(request);
  const [all, { currency, timeZone }] = await Promise.all([comparableSegments(world, shop), readShop(world, shop).then(requireFound)]);
  const ids = requireSegments(query["ids"], OVERLAP_MAX);
  const chosen = ids.map((id) => requireFound(all.find(({ segmentId }) => segmentId === id) ?? null));
  const regions = ids.length < 2 ? [] : await countRegions(world, shop, ids);
  const shown = readMask(query["in"], ids.length);
  const people = shown === null || ids.length < 2 ? null : await listNamed(world, shop, peopleOf(shop, ids, shown, regions), readPaging(request));
  return json({ all, chosen, regions, shown: people && shown, people, currency, timeZone });
}

export default function Compare() {
  return <ComparePage {...useLoaderData<typeof loader>()} />;
}
