// One decision with everything it was made by. POST makes it again from its record.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DecisionPage } from "#app/components/compliance/decision-page.tsx";
import { decisionFacts } from "#app/components/compliance/decision-view.ts";
import type { Replayed } from "#app/components/compliance/replay-card.tsx";
import { merchant } from "#app/merchant.server.ts";
import { lookAtDecision, replayDecision } from "#app/messages/compliance/decision-look.server.ts";
import { decisionsOfText } from "#app/messages/compliance/decision-screen-rows.server.ts";
import { requireFound, requireRowId } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { record, ...decision } = requireFound(await lookAtDecision(world, shop, requireRowId(params)));
  const [{ timeZone }, others] = await Promise.all([readShop(world, shop).then(requireFound), decisionsOfText(world, shop, decision.textId)]);
  return json({ decision, facts: record && decisionFacts(record, timeZone), others, timeZone });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const replayed = requireFound(await replayDecision(world, shop, requireRowId(params)));
  return json(answerOf(replayed));
}

function answerOf(replayed: NonNullable<Awaited<ReturnType<typeof replayDecision>>>): Replayed {
  if (replayed.same === null) return replayed;
  if (replayed.same) return { same: true };
  const { reason, until } = replayed.decision;
  return { same: false, reason, until: until === null ? null : new Date(until).toISOString() };
}

export default function Decision() {
  return <DecisionPage {...useLoaderData<typeof loader>()} />;
}
