// Two versions of a segment's question side by side (?from=1&to=3), and the people who make the
// difference: &show=enter, leave or stay.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readPaging, readQuery } from "#app/body.ts";
import { VersionsPage } from "#app/components/segments/versions-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { compareVersions } from "#app/segments/difference.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Version = z.string().regex(/^[1-9]\d{0,5}$/).transform(Number);
const Show = z.enum(["enter", "leave", "stay"]).catch("enter");

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  const { name, version, versions } = requireFound(await readSegment(world, shop, id));
  const query = readQuery(request);
  const to = Version.catch(version).parse(query["to"]);
  const from = Version.catch(Math.max(1, version - 1)).parse(query["from"]);
  const difference = requireFound(await compareVersions(world, shop, id, { from, to }, Show.parse(query["show"]), readPaging(request)));
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  return json({ id, name, versions: versions.map((each) => each.version), difference, currency, timeZone });
}

export default function Versions() {
  return <VersionsPage {...useLoaderData<typeof loader>()} />;
}
