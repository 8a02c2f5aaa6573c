// The editor over a flow's draft. Saving keeps the draft and runs nothing: what is live stays as it was published.
import { json, type ActionFunctionArgs, type LinksFunction, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import flowStyles from "@xyflow/react/dist/base.css?url";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { FlowEditor } from "#app/components/flow-editor/flow-editor.tsx";
import editorStyles from "#app/components/flow-editor/flow-editor.css?url";
import { flowWords, peopleByStep } from "#app/flow-words.server.ts";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { saveDraft } from "#app/flows/flow/save-flow.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound } from "#app/require.ts";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: flowStyles }, { rel: "stylesheet", href: editorStyles }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireFlowId(params);
  const { name, state, draft, draftRev, version } = requireFound(await flowById(world, shop, id));
  if (state === "archived") return redirect(`/app/flows/${id}`);
  return json({
    shown: { id: Number(id), name, state, definition: draft, draftRev, version, step: readQuery(request)["step"] ?? null, standing: version === null ? {} : await peopleByStep(world, shop, id, version) },
    words: await flowWords(world, shop, id),
  });
}

const Draft = z.object({ draftRev: z.int().min(1), name: z.unknown(), definition: z.unknown() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireFlowId(params);
  requireFound(await flowById(world, shop, id));
  const read = await readBody(request, Draft);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const { draftRev, ...draft } = read.body;
  const saved = await saveDraft(world, shop, id, draftRev, draft);
  return json(saved, { status: "problems" in saved ? 422 : 200 });
}

export default function EditFlow() {
  const { shown, words } = useLoaderData<typeof loader>();
  const address = `/app/flows/${shown.id}`;
  return (
    <Page title={shown.name} fullWidth backAction={{ content: shown.name, url: address }} primaryAction={{ content: "Publish", url: `${address}/publish` }} secondaryActions={[{ content: "Replay", url: `${address}/replay` }]}>
      <TitleBar title={`Edit ${shown.name}`} />
      <FlowEditor key={shown.id} shown={shown} words={words} />
    </Page>
  );
}
