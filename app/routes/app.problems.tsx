// Everything that waits for a person, with its reason; try again, or let it be.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { readBody, readPaging } from "#app/body.ts";
import { ProblemList } from "#app/components/problems/problem-list.tsx";
import { merchant } from "#app/merchant.server.ts";
import { requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";
import { dismiss, listProblems, ProblemRef, tryAgain } from "#app/sync/problems.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { timeZone } = requireFound(await readShop(world, shop));
  const { after = null } = readPaging(request);
  const asked = await listProblems(world, shop, after);
  // All of a later page was decided: what is stuck besides stands before it.
  const page = after !== null && asked.problems.length === 0 ? await listProblems(world, shop) : asked;
  return json({ page, timeZone, now: world.now() });
}

const Asked = z.object({ refs: z.array(ProblemRef).min(1).max(50) });

/** POST tries again, DELETE lets them be. */
export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "POST" && request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Asked);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const act = request.method === "DELETE" ? dismiss : tryAgain;
  const problems = [];
  for (const ref of read.body.refs) problems.push(...(await act(world, shop, ref)));
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Problems() {
  const { page, timeZone, now } = useLoaderData<typeof loader>();
  return (
    <Page title="Problems" fullWidth>
      <TitleBar title="Problems" />
      <ProblemList problems={page.problems} next={page.next} timeZone={timeZone} now={now} />
    </Page>
  );
}
