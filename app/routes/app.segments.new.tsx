// A new segment, from nothing or from a template (?template=vip).
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { SegmentBuilder } from "#app/components/builder/segment-builder.tsx";
import { merchant } from "#app/merchant.server.ts";
import { filledTemplate } from "#app/segments/gallery.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { shopWords } from "#app/shop-words.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const template = await filledTemplate(world, shop, new URL(request.url).searchParams.get("template"));
  return json({ words: await shopWords(world, shop), opening: template ? { name: template.name, definition: template.definition } : null });
}

const Draft = z.object({ name: z.string(), definition: z.unknown() });

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const read = await readBody(request, Draft);
  const saved = "problems" in read ? read : await createSegment(world, shop, read.body);
  if ("problems" in saved) return json({ problems: saved.problems }, { status: 422 });
  return redirect(`/app/segments/${saved.segment}`);
}

export default function NewSegment() {
  const { words, opening } = useLoaderData<typeof loader>();
  return (
    <Page title="New segment" fullWidth backAction={{ content: "Segments", url: "/app/segments" }}>
      <TitleBar title="New segment" />
      <SegmentBuilder words={words} saved={{ name: "", definition: null }} {...(opening ? { opening } : {})} address="/app/segments/new" />
    </Page>
  );
}
