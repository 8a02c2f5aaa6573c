// One message: POST saves it as a new version, DELETE removes it while no campaign is to send it.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useState } from "react";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { DeleteModal } from "#app/components/delete-modal.tsx";
import { formatPlural } from "#app/components/format.ts";
import { MessageEditor } from "#app/components/messages/message-editor.tsx";
import { merchant } from "#app/merchant.server.ts";
import { editorWords } from "#app/messages/message/editor.server.ts";
import { deleteMessage, saveMessage } from "#app/messages/message/message.server.ts";
import { readMessage, usersOf } from "#app/messages/message/message-rows.server.ts";
import { requireFound, requireMessageId } from "#app/require.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireMessageId(params);
  const { name, definition, version } = requireFound(await readMessage(world, shop, id));
  return json({ id, version, saved: { name, definition }, words: await editorWords(world, shop), users: await usersOf(world, shop, id) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireMessageId(params);
  requireFound(await readMessage(world, shop, id));
  if (request.method === "DELETE") {
    const problems = await deleteMessage(world, shop, id);
    return problems.length > 0 ? json({ problems }, { status: 422 }) : redirect("/app/messages");
  }
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, z.unknown());
  const saved = "problems" in read ? read : await saveMessage(world, shop, id, read.body);
  return "problems" in saved ? json({ problems: saved.problems }, { status: 422 }) : json({ problems: [] });
}

export default function MessagePage() {
  const { id, version, saved, words, users } = useLoaderData<typeof loader>();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <Page
      title={saved.name}
      subtitle={[`Version ${version}`, ...(users.length > 0 ? [`used by ${formatPlural(users.length, "campaign")} to go`] : [])].join(", ")}
      fullWidth
      backAction={{ content: "Messages", url: "/app/messages" }}
      secondaryActions={[{ content: "Duplicate", url: `/app/messages/new?copy=${id}` }, { content: "Delete", destructive: true, onAction: () => setDeleting(true) }]}
    >
      <TitleBar title={saved.name} />
      <MessageEditor key={id} words={words} saved={saved} opening={null} />
      <DeleteModal
        open={isDeleting}
        onClose={() => setDeleting(false)}
        address={`/app/messages/${id}`}
        kind="message"
        name={saved.name}
        gone="Texts that were sent keep their words. Nobody gets this message any more."
        users={users.map((campaign) => ({ address: `/app/campaigns/${campaign.campaignId}`, name: campaign.name }))}
      />
    </Page>
  );
}
