// How sure we are of a rule.
import { Badge } from "@shopify/polaris";
import type { RuleView } from "./rule-view.ts";

const WORDS = { high: { label: "Statute read", tone: "success" }, medium: { label: "One source", tone: "info" }, low: { label: "Not verified", tone: "attention" } } as const;

export const ConfidenceBadge = ({ confidence }: Pick<RuleView, "confidence">) => <Badge tone={WORDS[confidence].tone}>{WORDS[confidence].label}</Badge>;
