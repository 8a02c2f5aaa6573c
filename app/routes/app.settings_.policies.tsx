// Policies: how often and how people of a kind are texted. POST saves the form.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody } from "#app/body.ts";
import { PoliciesPage } from "#app/components/policies/policies-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { peopleChoices } from "#app/messages/message/editor.server.ts";
import { formOfPolicies, PoliciesForm } from "#app/messages/policies/change-policies.ts";
import { changePolicies } from "#app/messages/policies/policies.server.ts";
import { SHIPPED } from "#app/messages/policies/shipped-policies.ts";
import { readTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { listSegments } from "#app/segments/screen-rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const [{ settings }, segments, people] = await Promise.all([readTextSettings(world, shop), listSegments(world, shop), peopleChoices(world, shop, "")]);
  return json({
    form: formOfPolicies(settings), people,
    titles: Object.fromEntries(Object.entries(SHIPPED).map(([name, { title }]) => [name, title])),
    changed: [...new Set([...Object.keys(settings.gate.policies), ...Object.keys(settings.playbook)])],
    segments: segments.map(({ segmentId, name }) => ({ value: String(segmentId), label: name })),
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, PoliciesForm);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const known = new Set<number>((await listSegments(world, shop)).map(({ segmentId }) => segmentId));
  const problems = await changePolicies(world, shop, read.body, known);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Policies() {
  return <PoliciesPage {...useLoaderData<typeof loader>()} />;
}
