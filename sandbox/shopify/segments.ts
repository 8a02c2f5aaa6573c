// Shopify's own segments: kept as a name and a query, their members found anew each time they are asked for.
import { GraphQLError } from "graphql";
import type { Args, Rows } from "./fields.ts";
import { text } from "./fields.ts";
import { gid, numberOf } from "./gid.ts";
import { list } from "./list.ts";
import type { Customer, Segment } from "./records.ts";
import { found, Refusal } from "./refusal.ts";
import { membersOf } from "./segment-match.ts";
import { QueryProblem, readQuery } from "./segment-query.ts";
import type { Query } from "./segment-query.ts";
import type { Shop } from "./shop.ts";

const NAME_MAX = 255;
const QUERY_MAX = 5000;
/** Of members alone: everything else comes in pages of at most 250. */
const MEMBERS_PAGE_MAX = 1000;

export const segmentOf = (shop: Shop, id: unknown): Segment | undefined => shop.tables.Segment.get(numberOf(String(id), "Segment") ?? -1);

export const listSegments = (shop: Shop, args: Args) => list(shop.tables.Segment.values(), args, { id: { kind: "id", of: (segment) => segment.id }, name: { kind: "text", of: (segment) => segment.name } }, {
  ID: (segment) => segment.id,
  CREATION_DATE: (segment) => segment.createdAt,
  LAST_EDIT_DATE: (segment) => segment.updatedAt,
});

export function segmentBy(shop: Shop, id: unknown): Segment {
  const segment = segmentOf(shop, id);
  if (!segment) throw new GraphQLError("Segment does not exist", { extensions: { code: "NOT_FOUND" } });
  return segment;
}

export function createSegment(shop: Shop, name: string, query: string): Segment {
  check(name, query);
  const now = shop.now();
  const segment: Segment = { kind: "Segment", id: shop.nextId("Segment"), name: freeName(shop, name), query, createdAt: now, updatedAt: now };
  shop.save(segment);
  shop.saveState();
  shop.emit("segments/create", segmentPayload(segment));
  return segment;
}

export function updateSegment(shop: Shop, segment: Segment, change: { name?: string | undefined; query?: string | undefined }): Segment {
  check(change.name ?? segment.name, change.query ?? segment.query);
  Object.assign(segment, { name: change.name ?? segment.name, query: change.query ?? segment.query, updatedAt: shop.now() });
  shop.save(segment);
  shop.emit("segments/update", segmentPayload(segment));
  return segment;
}

export function deleteSegment(shop: Shop, id: unknown): string {
  const segment = found(segmentOf(shop, id), "Segment");
  shop.drop("Segment", segment.id);
  shop.emit("segments/delete", segmentPayload(segment));
  return gid("Segment", segment.id);
}

/** Problems of the name keep Shopify from looking at the query. */
function check(name: string, query: string) {
  if (name.trim() === "") throw new Refusal("Name can't be blank", ["name"]);
  if (name.length > NAME_MAX) throw new Refusal(`Name is too long (maximum is ${NAME_MAX} characters)`, ["name"]);
  if (query.trim() === "") throw new Refusal("Query can't be blank", ["query"]);
  if (query.length > QUERY_MAX) throw new Refusal(`Query is too long (maximum is ${QUERY_MAX} characters)`, ["query"]);
  try {
    readQuery(query);
  } catch (problem) {
    throw problem instanceof QueryProblem ? new Refusal(`Query ${problem.message}`, ["query"]) : problem;
  }
}

function freeName(shop: Shop, name: string): string {
  const names = new Set([...shop.tables.Segment.values()].map((segment) => segment.name));
  let free = name;
  for (let n = 2; names.has(free); n += 1) free = `${name} (${n})`;
  return free;
}

const segmentPayload = ({ id, name, query, createdAt, updatedAt }: Segment) => ({
  admin_graphql_api_id: gid("Segment", id), name, query, creation_date: new Date(createdAt).toISOString(), last_edit_date: new Date(updatedAt).toISOString(),
});

/** The members of a segment, or of a query that is none yet. */
export function segmentMembers(shop: Shop, args: Args): Rows {
  const query = text(args, "query");
  const rows = membersOf(shop, query === undefined ? readQuery(segmentBy(shop, args.segmentId).query) : readAsked(query));
  return { rows, key: (row) => [(row as Customer).id, (row as Customer).id], max: MEMBERS_PAGE_MAX, more: { totalCount: rows.length } };
}

function readAsked(query: string): Query {
  try {
    return readQuery(query);
  } catch (problem) {
    throw problem instanceof QueryProblem ? new GraphQLError(problem.message) : problem;
  }
}
