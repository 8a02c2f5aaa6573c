// A segment made in Shopify: its words there, or what cannot be said; POST creates it, PATCH compares it again.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CopyPage } from "#app/components/segments/copy-page.tsx";
import { invariant } from "#app/lib/invariant.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { readDefinition } from "#app/segments/definition.ts";
import { compareAgain, createCopy, lookAtCopy, sayNative } from "#app/segments/native/copy.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

async function asked({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const segment = requireFound(await readSegment(world, shop, requireSegmentId(params)));
  const stored = readDefinition(segment.definition);
  invariant("definition" in stored, "what was saved can be read");
  const { currency, domain } = requireFound(await readShop(world, shop));
  return { world, shop, segment, definition: stored.definition, currency, domain };
}

export async function loader(args: LoaderFunctionArgs) {
  const { world, shop, segment, definition, currency, domain } = await asked(args);
  const [wording, copy] = await Promise.all([sayNative(world, shop, definition, currency), lookAtCopy(world, shop, segment.segmentId)]);
  return json({ segmentId: segment.segmentId, name: segment.name, version: segment.version, memberCount: segment.memberCount, wording, copy, handle: domain.replace(".myshopify.com", ""), now: world.now() });
}

export async function action(args: ActionFunctionArgs) {
  const { world, shop, segment, definition, currency } = await asked(args);
  const problems = args.request.method === "PATCH" ? await compareAgain(world, shop, segment.segmentId) : await createCopy(world, shop, segment, definition, currency);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function SegmentInShopify() {
  return <CopyPage {...useLoaderData<typeof loader>()} />;
}
