// Every GraphQL document of the import with the shape of its answer. Bulk documents are built in
// bulk-queries.ts, mutations of tags in outbox/.
import { z } from "zod";

const UserErrors = z.array(z.object({ message: z.string(), code: z.string().nullish() }));

export const SHOP = `#graphql
  query ShopInfo { shop { name currencyCode ianaTimezone primaryDomain { host } } }`;
export const ShopInfo = z.object({ shop: z.object({ name: z.string(), currencyCode: z.string(), ianaTimezone: z.string(), primaryDomain: z.object({ host: z.string() }) }) });

export const BULK_RUN = `#graphql
  mutation BulkRun($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { id status createdAt }
      userErrors { field message code }
    }
  }`;
export const BulkRun = z.object({
  bulkOperationRunQuery: z.object({ bulkOperation: z.object({ id: z.string(), createdAt: z.string() }).nullish(), userErrors: UserErrors }).nullable(),
});

export const BULK_POLL = `#graphql
  query BulkPoll($id: ID!) {
    bulkOperation(id: $id) { id status errorCode objectCount fileSize url partialDataUrl }
  }`;
const Size = z.union([z.string(), z.number()]).nullish().transform((size) => (size === null || size === undefined ? null : Number(size)));
export const BulkState = z.object({
  status: z.enum(["CREATED", "RUNNING", "COMPLETED", "FAILED", "CANCELING", "CANCELED", "EXPIRED"]),
  errorCode: z.string().nullish(),
  objectCount: Size,
  fileSize: Size,
  url: z.string().nullish(),
  partialDataUrl: z.string().nullish(),
});
export type BulkState = z.infer<typeof BulkState>;
export const BulkPoll = z.object({ bulkOperation: BulkState.nullable() });

export const BULK_CANCEL = `#graphql
  mutation BulkCancel($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { id status } userErrors { field message } } }`;
export const BulkCancel = z.object({ bulkOperationCancel: z.object({ userErrors: UserErrors }).nullable() });
