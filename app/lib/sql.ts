// SQL as values: text and parameters apart, fragments compose. Everything that runs a set of rows
// goes through a Db; one row at a time may go through Prisma.
import sql, { empty, join, raw, Sql } from "sql-template-tag";
import { z } from "zod";

export { empty, join, raw, Sql, sql };

export type Db = {
  /** Runs the statement and parses each row. */
  rows<Shape extends z.ZodType>(shape: Shape, query: Sql): Promise<z.infer<Shape>[]>;
  /** Runs the statement and says how many rows it touched. */
  run(query: Sql): Promise<number>;
  /** COPY … FROM STDIN: `lines` yields PostgreSQL's text format. Returns the number of rows. */
  copyIn(into: Sql, lines: AsyncIterable<string> | Iterable<string>): Promise<number>;
  /**
   * Inside: everything commits together or not at all. Joins a transaction that is already open. When `signal` is raised, the
   * statement under way is stopped, no further one runs, and the transaction fails.
   */
  transact<Result>(work: (db: Db) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /**
   * The same database; each connection plans a text once and keeps the plan. For the few texts that run for
   * every webhook; never for texts that vary, nor where tables may grow from nothing while a plan is kept.
   */
  often(): Db;
  /** Back to a plan for each run. */
  rarely(): Db;
};

/** The first row, or null. */
export async function row<Shape extends z.ZodType>(db: Db, shape: Shape, query: Sql): Promise<z.infer<Shape> | null> {
  return (await db.rows(shape, query))[0] ?? null;
}

// Shapes of what pg hands over.
/** int8 and numeric arrive as text; these are counts and minor units, which fit a number. */
export const Count = z.coerce.number().int();
/** int8 that is an id. */
export const Id = z.string();
export const Instant = z.date();
