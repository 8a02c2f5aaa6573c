// Which definitions ask about a list.
import { type Sql, sql } from "../lib/sql.ts";

/** Of a version `v` of a segment, and the number of a list. */
export const asksAboutList = (list: Sql): Sql => sql`jsonb_path_exists(v.definition, '$.** ? (@.kind == "list" && @.list == $list)', jsonb_build_object('list', ${list}))`;
