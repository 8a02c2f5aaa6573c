// Shopify's own segments, to have a list follow one (?q= finds by name). POST makes the list, or names the one there is.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody, readPaging } from "#app/body.ts";
import { NativePage } from "#app/components/lists/native-page.tsx";
import { Asked, findNative, follow } from "#app/lists/follow.server.ts";
import { merchant } from "#app/merchant.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const found = await findNative(world, shop, readPaging(request).search ?? "");
  return json({ segments: "segments" in found ? found.segments : [], problems: "problems" in found ? found.problems : [] });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, Asked);
  const made = "problems" in read ? read : await follow(world, shop, read.body);
  return "problems" in made ? json({ problems: made.problems }, { status: 422 }) : json({ ...made, problems: [] });
}

export default function NativeSegments() {
  return <NativePage {...useLoaderData<typeof loader>()} />;
}
