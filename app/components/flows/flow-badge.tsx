// Where a flow is.
import { Badge } from "@shopify/polaris";
import type { FlowState } from "#app/flows/flow/flow.ts";
import { STATE_WORDS } from "./flow-words.ts";

export function FlowBadge({ state, problem = null }: { state: FlowState; problem?: string | null }) {
  const { label, tone } = STATE_WORDS[state];
  if (problem && (state === "live" || state === "paused")) return <Badge tone="critical">Stopped</Badge>;
  return <Badge {...(tone ? { tone } : {})}>{label}</Badge>;
}
