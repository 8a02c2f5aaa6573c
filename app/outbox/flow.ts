// Shopify Flow's triggers of ours (extensions/): what starts a merchant's workflow, and what it is told.
import type { FlowEvent, FlowTrigger } from "./command.ts";

/** Each a folder of extensions/. They are never renamed: merchants' workflows name them. */
export const HANDLES = { entered: "customer-entered-segment", left: "customer-left-segment" } as const;

/** Keys as the fields of the extension are called; a reference is named by its type. */
export const flowPayload = ({ customerId, segmentId, segmentName, at }: FlowTrigger) => ({
  customer_id: Number(customerId), "Segment name": segmentName, "Segment number": segmentId, Time: at,
});

/** The trigger by which a step of a flow starts a workflow: extensions/customer-reached-flow-step. */
export const EVENT_HANDLE = "customer-reached-flow-step";

export const eventPayload = ({ customerId, event, flow, at }: FlowEvent) => ({ customer_id: Number(customerId), "Event name": event, "Flow name": flow, Time: at });
