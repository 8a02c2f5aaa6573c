// One file on its way into a list: which column is what, then how far it is read, then what came of it.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { MappingForm } from "#app/components/lists/mapping-form.tsx";
import { UploadReport } from "#app/components/lists/upload-report.tsx";
import { everyCountry } from "#app/components/place-names.ts";
import { answerMapping, readLook } from "#app/lists/receive.server.ts";
import { commonCountry, readList } from "#app/lists/rows.server.ts";
import { listRejects, readUpload } from "#app/lists/upload-rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireUploadId } from "#app/require.ts";

/** The rest is in the file that can be downloaded. */
const SHOWN_MAX = 20;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { upload, look } = requireFound(await readLook(world, shop, requireUploadId(params)));
  const { uploadId, fileName, state, bytes, bytesHere, bytesRead, rowsRead, rowsAdded, rowsRepeated, rejects, problem } = upload;
  return json({
    upload: { uploadId, fileName, state, bytes, bytesHere, bytesRead, rowsRead, rowsAdded, rowsRepeated, rejects, problem },
    list: requireFound(await readList(world, shop, upload.listId)),
    look,
    asked: look ? { countries: everyCountry(), country: await commonCountry(world, shop) } : null,
    shown: await listRejects(world, shop, uploadId, SHOWN_MAX),
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireUploadId(params);
  requireFound(await readUpload(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, z.unknown());
  const problems = "problems" in read ? read.problems : await answerMapping(world, shop, id, read.body);
  return problems.length > 0 ? json({ problems }, { status: 422 }) : json({ problems: [] });
}

export default function Upload() {
  const { upload, list, look, asked, shown } = useLoaderData<typeof loader>();
  const title = upload.state === "asking" ? "Which column is what?" : `File for ${list.name}`;
  return (
    <Page title={title} backAction={{ content: list.name, url: `/app/lists/${list.listId}` }}>
      <TitleBar title={title} />
      {look && asked ? <MappingForm look={look} known={list.columns} countries={asked.countries} country={asked.country} fileName={upload.fileName} /> : <UploadReport upload={upload} list={list} shown={shown} />}
    </Page>
  );
}
