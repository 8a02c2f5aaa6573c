// A phone number as consent, texts and replies know it: its keyed hash. The number itself stands on the customer alone,
// so that erasing the customer leaves nothing by which a ledger's line could be read as somebody's.
import { z } from "zod";

/** HMAC-SHA256 of the number in E.164, in hex; `decode(…, 'hex')` in SQL. */
export const NumberHash = z.string().regex(/^[0-9a-f]{64}$/).brand<"NumberHash">();
export type NumberHash = z.infer<typeof NumberHash>;
