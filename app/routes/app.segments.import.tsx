// A segment definition of Klaviyo's, pasted or from a file: what each condition becomes, and the
// builder with it. Nothing is kept until it is saved there.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { useState } from "react";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { SegmentBuilder } from "#app/components/builder/segment-builder.tsx";
import { KlaviyoImport, type Opening } from "#app/components/segments/klaviyo-import.tsx";
import { merchant } from "#app/merchant.server.ts";
import { importKlaviyo } from "#app/segments/klaviyo/exchange.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { shopWords } from "#app/shop-words.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ words: await shopWords(world, shop) });
}

const Asked = z.union([z.object({ json: z.string(), metrics: z.string() }), z.object({ name: z.string(), definition: z.unknown() })]);

/** Reads what was pasted; or saves what the builder has made of it. */
export async function action({ request }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const read = await readBody(request, Asked);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  if ("json" in read.body) {
    const found = await importKlaviyo(world, shop, read.body);
    return "problems" in found ? json(found, { status: 422 }) : json(found);
  }
  const saved = await createSegment(world, shop, read.body);
  return "problems" in saved ? json({ problems: saved.problems }, { status: 422 }) : redirect(`/app/segments/${saved.segment}`);
}

export default function ImportSegment() {
  const { words } = useLoaderData<typeof loader>();
  const [opening, setOpening] = useState<Opening | null>(null);
  const title = opening === null ? "Import from Klaviyo" : "New segment";
  return (
    <Page title={title} fullWidth={opening !== null} backAction={{ content: "Segments", url: "/app/segments" }}>
      <TitleBar title={title} />
      {opening === null ? (
        <KlaviyoImport onUse={setOpening} />
      ) : (
        <SegmentBuilder words={words} saved={{ name: "", definition: null }} opening={opening} address="/app/segments/new" />
      )}
    </Page>
  );
}
