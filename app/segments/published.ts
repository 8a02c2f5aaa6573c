// Segments and their members as our API tells them (docs/api.md). Names of fields are a contract: they are
// added to, and never renamed. Instants are ISO text, customers are Shopify's numbers as text.
import { z } from "zod";

export const MEMBERS_PAGE_MAX = 1_000;

const Instant = z.iso.datetime();
const CustomerNumber = z.string().meta({ description: "Shopify's number of the customer.", examples: ["706405506930"] });

export const PublishedSegment = z.object({
  id: z.number().int(),
  name: z.string(),
  version: z.number().int().meta({ description: "Grows by one with each saved change of the question." }),
  sentence: z.string().meta({ description: "The question in English." }),
  state: z.enum(["calculating", "live", "parked"]).meta({ description: "calculating: not counted yet; parked: it cannot be counted, and who is in it stays as it was." }),
  memberCount: z.number().int(),
  unknownCount: z.number().int().meta({ description: "Customers of whom too little is known to say yes or no. They are not members." }),
  freshAt: Instant.nullable().meta({ description: "Time and facts up to here are in the count." }),
});
export const PublishedSegments = z.object({ segments: z.array(PublishedSegment) });

export const MembersQuery = z.object({
  after: z.string().regex(/^[1-9][0-9]{0,17}$/, "must be the `next` of a page before").optional().meta({ description: "The `next` of the page before." }),
  limit: z.string().regex(/^[1-9][0-9]{0,3}$/, "must be a number").transform(Number).pipe(z.number().max(MEMBERS_PAGE_MAX)).optional().meta({ description: `How many a page holds: 100, at most ${MEMBERS_PAGE_MAX}.` }),
});

export const PublishedMembers = z.object({
  members: z.array(z.object({ customerId: CustomerNumber, enteredAt: Instant })),
  next: CustomerNumber.nullable().meta({ description: "Ask for the next page with ?after=; null: this is the last." }),
});

export const PublishedMemberships = z.object({
  customerId: CustomerNumber.meta({ description: "Where Shopify merged the customer into another: the other one." }),
  segments: z.array(z.object({ id: z.number().int(), name: z.string(), enteredAt: Instant })),
});
