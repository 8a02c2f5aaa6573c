// What the builder's pickers offer: values of this shop, by what was typed, or the names of those already chosen.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readQuery } from "#app/body.ts";
import type { PickedValue } from "#app/components/builder/picked-values.ts";
import { formatCount } from "#app/components/format.ts";
import { countriesLike, countryName, regionName, regionsLike } from "#app/components/place-names.ts";
import type { ShopId } from "#app/lib/ids.ts";
import type { World } from "#app/lib/world.ts";
import type { EventText } from "#app/segments/field.ts";
import { merchant } from "#app/merchant.server.ts";
import { notFound } from "#app/require.ts";
import { textsSeen } from "#app/segments/property-rows.server.ts";
import { everyRegion, Picked, pickedLabels, PICKS_MAX, pickValues, type Pick } from "#app/segments/picker-rows.server.ts";

const IDS_MAX = 100;
const Asked = z.object({
  picker: z.union([Picked, z.templateLiteral(["event.", z.string().max(100)])]),
  q: z.string().max(200).optional(),
  ids: z.string().max(10_000).transform((ids) => ids.split(",").slice(0, IDS_MAX)).optional(),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const asked = Asked.safeParse(readQuery(request));
  if (!asked.success) throw notFound();
  const { picker, q, ids } = asked.data;
  if (isSaid(picker)) {
    const said = ids ?? (await textsSeen(world, shop, picker, q));
    if (said === null) throw notFound();
    return json({ values: said.map((value): PickedValue => ({ value, label: value })) });
  }
  if (picker === "country" && q?.trim()) return json({ values: await countriesNamed(world, shop, q) });
  if (picker === "region" && q?.trim()) return json({ values: regionsLike(await everyRegion(world, shop), q).slice(0, PICKS_MAX).map((pick) => valueOf(picker, pick)) });
  const picks = ids ? await pickedLabels(world, shop, picker, ids) : await pickValues(world, shop, picker, q);
  return json({ values: picks.map((pick) => valueOf(picker, pick)) });
}

const isSaid = (picker: Picked | EventText): picker is EventText => picker.startsWith("event.");

/** Every country may be asked about; those the shop has customers in come first. */
async function countriesNamed(world: World, shop: ShopId, text: string): Promise<PickedValue[]> {
  const codes = countriesLike(text);
  const picks = await pickedLabels(world, shop, "country", codes);
  const own = picks.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0)).map((pick) => valueOf("country", pick));
  const others = codes.filter((code) => !picks.some(({ value }) => value === code)).map((value) => ({ value, label: countryName(value) }));
  return [...own, ...others];
}

/** Codes get their names; a count says how common a value is, except where every value stands once, or not all were counted. */
function valueOf(picker: Picked, { value, label, count }: Pick): PickedValue {
  const detail = count === null ? {} : { detail: formatCount(count) };
  if (picker === "country") return { value, label: countryName(value), ...detail };
  if (picker === "region") return { value, label: regionName(value), ...detail };
  if (picker === "product" || picker === "collection" || picker === "variant") return { value, label };
  return { value, label, ...detail };
}
