// Home: what is set up, what is under way, what the segments amount to.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { HomePage } from "#app/components/home/home-page.tsx";
import { askedInFlows } from "#app/flows/report/task-rows.server.ts";
import { importProgress } from "#app/inbox/progress.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound } from "#app/require.ts";
import { countCustomers, recentChanges } from "#app/segments/home-rows.server.ts";
import { listSegments } from "#app/segments/screen-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";
import { countProblems } from "#app/sync/problems.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const [found, imports, customers, segments, problems, tasks, changes] = await Promise.all([
    readShop(world, shop).then(requireFound),
    importProgress(world, shop),
    countCustomers(world, shop),
    listSegments(world, shop),
    countProblems(world, shop),
    askedInFlows(world, shop),
    recentChanges(world, shop),
  ]);
  return json({
    imports, customers, problems, tasks, changes, now: world.now(),
    segments: segments.map(({ joined, left, syncState, state, isOwn }) => ({ joined, left, syncState, state, isOwn })),
    ordersSince: found.ordersSince, timeZone: found.timeZone, isGuideHidden: found.settings.guideHidden,
  });
}

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}
