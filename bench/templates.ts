// The preview of every template of the gallery, filled with the shop's own names: what merchants ask, so that how many of
// them answer while a person waits is best told over these.
import type { ShopId } from "#app/lib/ids.ts";
import { filledTemplate } from "#app/segments/gallery.server.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { TEMPLATES } from "#app/segments/templates.ts";
import { cpuNow, cpuSince } from "./cpu.ts";
import { measured, type Measured, rounded, times } from "./measure.ts";
import type { Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const RUNS: Record<Size, number> = { S: 7, M: 5, L: 3 };
/** Of a change while the builder is open, for nine definitions in ten (ms). */
export const PREVIEW_MAX: Record<Size, number> = { S: 300, M: 300, L: 2_000 };

export async function templatePreviews(world: BenchWorld, shop: ShopId, size: Size): Promise<Measured[]> {
  const all: Measured[] = [];
  const spent: number[] = [];
  for (const { key } of TEMPLATES) {
    const filled = await filledTemplate(world, shop, key);
    if (filled === null) continue;
    const before = await cpuNow(world.db);
    const taken = await times(RUNS[size], () => previewSegment(world, shop, filled.definition));
    const postgresMs = rounded((cpuSince(before, await cpuNow(world.db)).postgres * 1000) / RUNS[size]);
    spent.push(postgresMs);
    all.push(measured("preview of a template", size, `${key} (${filled.name})`, taken, { note: `${postgresMs} ms of PostgreSQL's processor time` }));
  }
  return [...all, summary(size, all.map(({ medianMs }) => medianMs), spent)];
}

function summary(size: Size, medians: number[], spent: number[]): Measured {
  const quick = (each: number[]) => each.filter((ms) => ms <= PREVIEW_MAX[size]).length;
  const note = `${quick(medians)} of ${medians.length} within ${PREVIEW_MAX[size]} ms, ${quick(spent)} by processor time (nine in ten are ${Math.ceil(0.9 * medians.length)}); ${TEMPLATES.length - medians.length} lack what this shop has not`;
  return measured("preview of a template", size, "all of them", medians.toSorted((one, other) => one - other), { note });
}
