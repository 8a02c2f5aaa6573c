// Shopify's own segments: every document about them with the shape of its answer.
import { z } from "zod";
import { Digits } from "./values.ts";

const Page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const Native = z.object({ id: Digits, name: z.string(), query: z.string() });
export type Native = z.infer<typeof Native>;

/** `gid`: as Shopify wants it back. */
export const segmentGid = (nativeId: string) => `gid://shopify/Segment/${nativeId}`;

/** The newest first. `query` is Shopify's search over their names. */
export const SEGMENTS = `#graphql
  query Segments($query: String) {
    segments(first: 100, query: $query, sortKey: CREATION_DATE, reverse: true) { nodes { id name query } }
  }`;
export const Segments = z.object({ segments: z.object({ nodes: z.array(Native) }) });

/** Null, with an error beside it, where there is none. */
export const SEGMENT = `#graphql
  query Segment($id: ID!) { segment(id: $id) { id name query } }`;
export const Segment = z.object({ segment: Native.nullable() });

export const MEMBERS_PAGE = 250;
/** One object each, and the connection. */
export const MEMBERS_COST = MEMBERS_PAGE + 2;

export const MEMBERS = `#graphql
  query SegmentMembers($id: ID!, $first: Int!, $after: String) {
    customerSegmentMembers(segmentId: $id, first: $first, after: $after) {
      edges { node { id } }
      pageInfo { hasNextPage endCursor }
    }
  }`;
/** A member's number is the customer's. */
export const Members = z.object({
  customerSegmentMembers: z.object({ edges: z.array(z.object({ node: z.object({ id: Digits }) })), pageInfo: Page }),
});

export const FILTERS = `#graphql
  query SegmentFilters { segmentFilters(first: 250) { nodes { queryName } } }`;
export const Filters = z.object({ segmentFilters: z.object({ nodes: z.array(z.object({ queryName: z.string() })) }) });

export const CREATE = `#graphql
  mutation CreateSegment($name: String!, $query: String!) {
    segmentCreate(name: $name, query: $query) { segment { id name query } userErrors { message } }
  }`;
export const Create = z.object({
  segmentCreate: z.object({ segment: Native.nullable(), userErrors: z.array(z.object({ message: z.string() })) }).nullable(),
});
