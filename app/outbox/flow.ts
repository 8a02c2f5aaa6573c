// Shopify Flow's triggers of ours (extensions/): what starts a merchant's workflow, and what it is told.
import type { FlowTrigger } from "./command.ts";

/** Each a folder of extensions/. They are never renamed: merchants' workflows name them. */
export const HANDLES = { entered: "customer-entered-segment", left: "customer-left-segment" } as const;

/** Keys as the fields of the extension are called; a reference is named by its type. */
export const flowPayload = ({ customerId, segmentId, segmentName, at }: FlowTrigger) => ({
  customer_id: Number(customerId), "Segment name": segmentName, "Segment number": segmentId, Time: at,
});
