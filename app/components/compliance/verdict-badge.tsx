// What the gate decided, in a word.
import { Badge } from "@shopify/polaris";
import type { Verdict } from "#app/messages/gate/reasons.ts";

export const VERDICTS: Record<Verdict, { label: string; tone: "success" | "info" | "attention" | "critical" }> = {
  send: { label: "Sent on", tone: "success" },
  defer: { label: "Waits", tone: "info" },
  skip: { label: "Not sent", tone: "attention" },
  halt: { label: "Halted", tone: "critical" },
};

export const VerdictBadge = ({ verdict }: { verdict: Verdict }) => <Badge tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].label}</Badge>;
