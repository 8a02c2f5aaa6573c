// Which definitions ask about a list, or about a column of one.
import { type Sql, sql } from "../lib/sql.ts";

/** Of a version `v` of a segment, and the number of a list: whether they ask who is on it, or what its columns say. */
export const asksAboutList = (list: Sql): Sql => sql`
  jsonb_path_exists(v.definition, '$.** ? ((@.kind == "list" && @.list == $list) || @.field starts with $columns)', jsonb_build_object('list', ${list}, 'columns', 'list.' || ${list} || '.'))`;

/** The same of the key by which a column is asked about. */
export const asksAboutColumn = (field: Sql): Sql => sql`jsonb_path_exists(v.definition, '$.** ? (@.field == $field)', jsonb_build_object('field', ${field}))`;
