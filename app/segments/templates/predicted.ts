// Templates about what people will do. Until there are models nobody is known to be in any, and each says why.
import { asked } from "./template.ts";

const band = (field: string, from: number, to: number) => `${field} >= ${from} and ${field} < ${to}`;

export const PREDICTIONS = asked("Predictions", [
  ["shopify-high", "High predicted spend (Shopify's)", 'shopify.spendTier is "HIGH"'],
  ["shopify-medium", "Medium predicted spend (Shopify's)", 'shopify.spendTier is "MEDIUM"'],
  ["shopify-low", "Low predicted spend (Shopify's)", 'shopify.spendTier is "LOW"'],
  ["value-high", "High value potential", "pred.spend >= 500"],
  ["value-medium", "Medium value potential", band("pred.spend", 200, 500)],
  ["value-low", "Low value potential", band("pred.spend", 100, 200)],
  ["value-minimal", "Minimal value potential", "pred.spend < 100"],
  ["churn-high", "High risk of leaving", "pred.churn >= 80"],
  ["churn-medium", "Medium risk of leaving", band("pred.churn", 50, 80)],
  ["churn-low", "Low risk of leaving", band("pred.churn", 20, 50)],
  ["churn-safe", "Safe", "pred.churn < 20"],
  ["next-7", "Next order within a week", "pred.nextOrderDays between 0..7"],
  ["next-30", "Next order in 8 to 30 days", "pred.nextOrderDays between 8..30"],
  ["next-60", "Next order in 31 to 60 days", "pred.nextOrderDays between 31..60"],
  ["next-later", "Next order after 60 days", "pred.nextOrderDays > 60"],
  ["buys-soon", "Likely to buy within 14 days", "pred.buy >= 30"],
  ["clicks", "Likely to click", "pred.click >= 20"],
  ["best-two", "Best reached twice a week", "pred.bestWeekly = 2"],
  ["cluster", "One group of lookalikes", "pred.cluster = 3"],
  ["next-action", "Likely to leave next", 'pred.nextAction is "churn"'],
]);
