// A flow's page as it comes over the wire.
import type { SerializeFrom } from "@remix-run/node";
import type { FlowView } from "#app/flows/flow/views.ts";

export type FlowPageView = SerializeFrom<FlowView>;
export type UnderWay = FlowPageView["underWay"];
