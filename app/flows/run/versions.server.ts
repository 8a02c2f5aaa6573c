// The versions by which runs are decided. One that cannot be read any more stops its own runs and nobody else's.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import type { Version } from "../advance.ts";
import { FlowDefinition } from "../definition.ts";
import { flowOf, type VersionName, versionName } from "../flow/version-rows.server.ts";

const Row = z.object({ flow: z.int(), version: z.int(), definition: z.unknown() });

/** By versionName; null: there, but unreadable. */
export type Versions = ReadonlyMap<string, Version | null>;

export async function readVersions(world: World, shop: ShopId, asked: readonly VersionName[]): Promise<Versions> {
  const once = [...new Map(asked.map((each) => [versionName(each), each])).values()];
  if (once.length === 0) return new Map();
  const rows = await world.db.rows(Row, sql`
    select v.flow_id as flow, v.version, v.definition from unnest(${once.map(({ flow }) => flow)}::int[], ${once.map(({ version }) => version)}::int[]) a (flow, version)
    join flow_version v on v.shop_id = ${shop} and v.flow_id = a.flow and v.version = a.version`);
  return new Map(rows.map(({ definition, ...name }) => {
    const read = FlowDefinition.safeParse(definition);
    if (!read.success) world.log.warn("flow unreadable", { shop, ...name });
    return [versionName(name), read.success ? { version: name.version, definition: read.data } : null];
  }));
}

/** Each with the flow that it is of. */
export const flowsIn = (versions: Versions): { flow: number; definition: FlowDefinition }[] => [...versions].flatMap(([name, version]) => (version ? [{ flow: flowOf(name), definition: version.definition }] : []));

export const definitionsIn = (versions: Versions): FlowDefinition[] => [...versions.values()].flatMap((version) => (version ? [version.definition] : []));
