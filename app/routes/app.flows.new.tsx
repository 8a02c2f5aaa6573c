// Where a flow begins: the templates, each at a glance and with what this shop lacks for it, or nothing. POST makes one and
// opens it in the editor.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { TemplateLine } from "#app/components/flows/template-line.tsx";
import { useAnswered } from "#app/components/use-answered.ts";
import { flowTemplates, typeOf } from "#app/flows/flow/gallery.server.ts";
import { createEmpty, createFromSeed } from "#app/flows/flow/save-flow.server.ts";
import { merchant } from "#app/merchant.server.ts";

const Begun = z.strictObject({ seed: z.string().max(60).nullable() });

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  return json({ templates: await flowTemplates(world, shop) });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Begun);
  const made = "problems" in read ? read : read.body.seed === null ? await createEmpty(world, shop) : await createFromSeed(world, shop, read.body.seed, await typeOf(world, shop));
  return "problems" in made ? json({ problems: made.problems }, { status: 422 }) : redirect(`/app/flows/${made.flow}/edit`);
}

export default function NewFlow() {
  const { templates } = useLoaderData<typeof loader>();
  const { submit, isBusy, problems } = useAnswered(() => undefined);
  const beginEmpty = () => submit({ seed: null }, { method: "POST", encType: "application/json" });
  return (
    <Page title="New flow" fullWidth backAction={{ content: "Flows", url: "/app/flows" }} primaryAction={{ content: "Start from nothing", onAction: beginEmpty, loading: isBusy }}>
      <TitleBar title="New flow" />
      <BlockStack gap="400">
        {problems.map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        <Card padding="0">
          <Box padding="400" paddingBlockEnd="200">
            <Text as="h2" variant="headingMd">
              Begin with one of these, and change what you like
            </Text>
          </Box>
          {templates.map((template) => (
            <TemplateLine key={template.key} template={template} />
          ))}
        </Card>
      </BlockStack>
    </Page>
  );
}
