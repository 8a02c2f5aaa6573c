// One flow: what it does, who stands where, and (?tab=report) what it did. POST does with it what a merchant decides, by `act`.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readQuery } from "#app/body.ts";
import { ReportTab } from "#app/components/flow-report/report-tab.tsx";
import { FlowPage } from "#app/components/flows/flow-page.tsx";
import { pictureOf } from "#app/components/flows/picture.ts";
import { chooseArm } from "#app/flows/experiment/choose.server.ts";
import { experimentViews } from "#app/flows/experiment/view.server.ts";
import { letRestIn, stopActivation } from "#app/flows/flow/activate.server.ts";
import { archiveFlow, endFlow, pauseFlow, renameFlow, resumeFlow } from "#app/flows/flow/change-flow.server.ts";
import type { FlowId } from "#app/flows/flow/flow.ts";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { flowView } from "#app/flows/flow/flow-view.server.ts";
import { duplicateFlow } from "#app/flows/flow/save-flow.server.ts";
import { messageNames } from "#app/flows/report/report-rows.server.ts";
import { readReport } from "#app/flows/report/report.server.ts";
import { askedFrom, SINCE_DAYS } from "#app/flows/report/scope.ts";
import type { ShopId } from "#app/lib/ids.ts";
import type { World } from "#app/lib/world.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound } from "#app/require.ts";
import { dayOf, dayText } from "#app/segments/calendar.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireFlowId(params);
  const { view, definition, names } = requireFound(await flowView(world, shop, id));
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  const query = readQuery(request);
  const now = world.now();
  const isReport = query["tab"] === "report" && view.version !== null;
  const experiments = isReport ? await experimentViews(world, shop, Number(id)) : [];
  const report = isReport ? await readReport(world, shop, id, askedFrom(query, dayText(dayOf(now.getTime(), timeZone)))) : null;
  const picture = isReport ? null : pictureOf(definition, names, await messageNames(world, shop, definition.steps));
  return json({ view, picture, report: isReport ? { flowId: Number(id), view: report, experiments, since: SINCE_DAYS.find((days) => String(days) === query["since"]) ?? null, currency, timeZone, now } : null, timeZone, now });
}

const Act = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["pause", "end", "archive", "copy", "stopLetting", "letRest"]) }),
  z.object({ act: z.literal("experiment"), step: z.unknown(), key: z.unknown(), arm: z.unknown() }),
  z.object({ act: z.literal("rename"), name: z.unknown() }),
  z.object({ act: z.literal("resume"), overdue: z.unknown(), missed: z.unknown(), perHour: z.unknown() }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireFlowId(params);
  requireFound(await flowById(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Act);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  if (read.body.act === "copy") {
    const made = await duplicateFlow(world, shop, id);
    return "problems" in made ? json({ problems: made.problems }, { status: 422 }) : redirect(`/app/flows/${made.flow}`);
  }
  const { problems } = await carriedOut(world, shop, id, read.body);
  if (read.body.act === "archive" && problems.length === 0) return redirect("/app/flows");
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

function carriedOut(world: World, shop: ShopId, id: FlowId, body: z.infer<typeof Act>) {
  switch (body.act) {
    case "pause": return pauseFlow(world, shop, id);
    case "resume": return resumeFlow(world, shop, id, { overdue: body.overdue, missed: body.missed, perHour: body.perHour });
    case "end": return endFlow(world, shop, id);
    case "archive": return archiveFlow(world, shop, id);
    case "rename": return renameFlow(world, shop, id, body.name);
    case "stopLetting": return stopActivation(world, shop, id);
    case "letRest": return letRestIn(world, shop, id, null);
    // Nobody's name is known: the session has none.
    case "experiment": return chooseArm(world, shop, Number(id), { step: body.step, key: body.key, arm: body.arm }, null).then((problems) => ({ problems }));
    case "copy": return Promise.resolve({ problems: [] });
    default: return body satisfies never;
  }
}

export default function Flow() {
  const { view, picture, report, timeZone, now } = useLoaderData<typeof loader>();
  return <FlowPage view={view} picture={picture} timeZone={timeZone} now={now} report={report ? <ReportTab {...report} /> : null} />;
}
