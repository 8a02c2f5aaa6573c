// Where somebody with such a number or address may be. It comes in a body and not in an address, because addresses are logged.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { rulesOf } from "#app/messages/gate/rules.server.ts";
import { WhereAsked, whereMayBe } from "#app/messages/compliance/where.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, WhereAsked);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const { rules } = await rulesOf(world, shop);
  const asked = whereMayBe(rules, read.body, world.now().getTime());
  return json(asked, { status: "problems" in asked ? 422 : 200 });
}
