// Whose answer to a whole definition may differ between two instants with no new fact: edges.ts asks it in one
// time zone; a definition that counts each customer's own days is asked once in each of theirs.
import { join, type Sql, sql } from "#app/lib/sql.ts";
import type { Definition } from "./definition.ts";
import { crossing, edges, type Span, type Stretch, stretches } from "./edges.ts";
import { hasOwnDays, zoneParts } from "./own-days.ts";

/** customer_id of everybody whose answer may differ between t0 and t1, some more than once; null where nobody's can. */
export function crossed(definition: Definition, span: Span): Sql | null {
  if (!hasOwnDays(definition)) return crossedIn(definition, span);
  const parts = zoneParts(span).flatMap(({ zone, lives }) => {
    const query = crossedIn(definition, { ...span, zone });
    return query === null ? [] : [sql`SELECT x.customer_id FROM (${query}) x JOIN customer z ON z.shop_id = ${span.shop} AND z.customer_id = x.customer_id AND ${lives("z")}`];
  });
  return parts.length === 0 ? null : join(parts, " UNION ALL ");
}

function crossedIn(definition: Definition, span: Span): Sql | null {
  return crossing(edges(definition, span.zone), span);
}

/** The same in parts: where edges went over rows, which are alike for many definitions, and whoever else it may be. */
export const crossedParts = (definition: Definition, span: Span): { stretches: Stretch[]; others: Sql | null } =>
  hasOwnDays(definition) ? { stretches: [], others: crossed(definition, span) } : stretches(edges(definition, span.zone), span);
