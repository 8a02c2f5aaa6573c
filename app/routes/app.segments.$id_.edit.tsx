// The builder over a saved segment.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { SegmentBuilder } from "#app/components/builder/segment-builder.tsx";
import { invariant } from "#app/lib/invariant.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { readDefinition } from "#app/segments/definition.ts";
import { saveSegment } from "#app/segments/save.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { shopWords } from "#app/shop-words.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  const { name, definition } = requireFound(await readSegment(world, shop, id));
  const read = readDefinition(definition);
  invariant("definition" in read, "what was saved can be read");
  return json({ id, name, definition: read.definition, words: await shopWords(world, shop, id) });
}

const Draft = z.object({ name: z.string(), definition: z.unknown() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireSegmentId(params);
  requireFound(await readSegment(world, shop, id));
  const read = await readBody(request, Draft);
  const saved = "problems" in read ? read : await saveSegment(world, shop, id, read.body);
  if ("problems" in saved) return json({ problems: saved.problems }, { status: 422 });
  return redirect(`/app/segments/${id}`);
}

export default function EditSegment() {
  const { id, name, definition, words } = useLoaderData<typeof loader>();
  return (
    <Page title={`Edit ${name}`} fullWidth backAction={{ content: name, url: `/app/segments/${id}` }}>
      <TitleBar title={`Edit ${name}`} />
      <SegmentBuilder key={id} words={words} saved={{ name, definition }} address={`/app/segments/${id}`} />
    </Page>
  );
}
