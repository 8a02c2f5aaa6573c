// Who texted the shop, the newest first.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPaging, readQuery } from "#app/body.ts";
import { InboxPage } from "#app/components/inbox/inbox-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { readInbox } from "#app/messages/talk/thread.server.ts";
import { ThreadFilter } from "#app/messages/talk/thread.ts";
import { COUNTED_MAX } from "#app/messages/talk/thread-rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const show = ThreadFilter.parse(readQuery(request)["show"]);
  const inbox = await readInbox(world, shop, { show, after: readPaging(request).after });
  return json({ ...inbox, show, most: COUNTED_MAX, now: world.now() });
}

export default function Inbox() {
  return <InboxPage {...useLoaderData<typeof loader>()} />;
}
