// What flows want a person to look at. POST answers one: yes, no, or seen.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readBody, readPaging } from "#app/body.ts";
import { TasksPage } from "#app/components/flow-report/tasks-page.tsx";
import { answerApproval, tickOff } from "#app/flows/doing/answer.server.ts";
import { askedExperiments } from "#app/flows/experiment/experiment-rows.server.ts";
import { listTasks, TASKS_SHOWN } from "#app/flows/report/task-rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, RowNumber } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Answer = z.strictObject({ doing: RowNumber, answer: z.enum(["yes", "no", "seen"]) });

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const now = world.now();
  const found = await listTasks(world, shop, RowNumber.safeParse(readPaging(request).after).data ?? null, now);
  const tasks = found.slice(0, TASKS_SHOWN);
  const { timeZone } = requireFound(await readShop(world, shop));
  return json({ tasks, experiments: await askedExperiments(world, shop), next: found.length > TASKS_SHOWN ? (tasks.at(-1)?.doingId ?? null) : null, timeZone, now });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, Answer);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const { doing, answer } = read.body;
  const problems = answer === "seen" ? (await tickOff(world, shop, doing, null)) ? [] : [{ path: [], message: "Somebody has seen to it already." }] : await answerApproval(world, shop, doing, answer === "yes", null);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Tasks() {
  return <TasksPage {...useLoaderData<typeof loader>()} />;
}
