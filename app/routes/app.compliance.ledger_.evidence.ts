// Evidence of one number and period as a file: for a person to read, or as JSON that lets anybody check the chain.
import type { ActionFunctionArgs } from "@remix-run/node";
import { json } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { evidenceText } from "#app/consent/evidence.ts";
import { evidenceOf } from "#app/consent/evidence.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { Whose } from "#app/messages/compliance/block.ts";
import { phoneOf } from "#app/messages/compliance/block.server.ts";
import { requireFound } from "#app/require.ts";
import { dayFromText, startOfDay } from "#app/segments/calendar.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Day = z.iso.date().nullable();
const Asked = Whose.and(z.object({ from: Day, to: Day, format: z.enum(["text", "json"]) }));

/** A body, because a number stands in no address. */
export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, Asked);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const { from, to, format, ...whose } = read.body;
  const { name, timeZone } = requireFound(await readShop(world, shop));
  const who = "number" in whose ? { phone: null, number: whose.number } : await numberOf(world, shop, whose);
  if ("problems" in who) return json({ problems: who.problems }, { status: 422 });
  const evidence = await evidenceOf(world, shop, {
    number: who.number,
    from: from === null ? null : new Date(startOfDay(dayFromText(from), timeZone)),
    to: to === null ? world.now() : new Date(startOfDay(dayFromText(to) + 1, timeZone) - 1),
  });
  const file = format === "json" ? JSON.stringify(evidence, null, 1) : evidenceText(evidence, { shop: name ?? "the shop", who: who.phone ?? `the number with the fingerprint ${who.number}` });
  return new Response(file, { headers: { "content-type": format === "json" ? "application/json" : "text/plain; charset=utf-8", "content-disposition": `attachment; filename="consent-evidence.${format === "json" ? "json" : "txt"}"`, "cache-control": "no-store" } });
}

async function numberOf(world: Parameters<typeof phoneOf>[0], shop: Parameters<typeof phoneOf>[1], whose: Parameters<typeof phoneOf>[2]) {
  const found = await phoneOf(world, shop, whose);
  return "problems" in found ? found : { phone: found.phone, number: (await numberHasher(world, shop))(found.phone) };
}
