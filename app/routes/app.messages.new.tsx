// A new message, from nothing, from a ready one (?starter=welcome&language=fr) or from another (?copy=3).
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { MessageEditor } from "#app/components/messages/message-editor.tsx";
import { merchant } from "#app/merchant.server.ts";
import { editorWords, openingDraft } from "#app/messages/message/editor.server.ts";
import { EMPTY_MESSAGE } from "#app/messages/message/message.ts";
import { saveMessage } from "#app/messages/message/message.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { starter, language, copy } = readQuery(request);
  return json({ words: await editorWords(world, shop), opening: await openingDraft(world, shop, { starter, language, copy }) });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const read = await readBody(request, z.unknown());
  const saved = "problems" in read ? read : await saveMessage(world, shop, null, read.body);
  if ("problems" in saved) return json({ problems: saved.problems }, { status: 422 });
  return redirect(`/app/messages/${saved.messageId}`);
}

export default function NewMessage() {
  const { words, opening } = useLoaderData<typeof loader>();
  return (
    <Page title="New message" fullWidth backAction={{ content: "Messages", url: "/app/messages" }}>
      <TitleBar title="New message" />
      <MessageEditor words={words} saved={{ name: "", definition: EMPTY_MESSAGE }} opening={opening} />
    </Page>
  );
}
