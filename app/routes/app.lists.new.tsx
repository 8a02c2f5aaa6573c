// A file with people: a new list, or more people for one (?list=3). The file itself goes to
// app.lists.uploads.$id_.part.ts, a part after another.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { UploadForm } from "#app/components/lists/upload-form.tsx";
import { beginUpload } from "#app/lists/receive.server.ts";
import { readList } from "#app/lists/rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireListId } from "#app/require.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const asked = new URL(request.url).searchParams.get("list");
  const list = asked === null ? null : requireFound(await readList(world, shop, requireListId({ id: asked })));
  return json({ list: list && { listId: list.listId, name: list.name } });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, z.unknown());
  const begun = "problems" in read ? read : await beginUpload(world, shop, read.body);
  return "problems" in begun ? json({ problems: begun.problems }, { status: 422 }) : json(begun);
}

export default function NewList() {
  const { list } = useLoaderData<typeof loader>();
  const title = list ? `Add people to ${list.name}` : "New list";
  return (
    <Page title={title} narrowWidth backAction={{ content: "Lists", url: list ? `/app/lists/${list.listId}` : "/app/lists" }}>
      <TitleBar title={title} />
      <UploadForm list={list} />
    </Page>
  );
}
