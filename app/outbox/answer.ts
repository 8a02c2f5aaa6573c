// What a failed Admin API request means for the command that caused it.
import type { AdminFailure } from "../shopify/admin.ts";
import type { Outcome } from "./deliver.ts";

export function outcomeOf({ reason, detail, retryAt }: AdminFailure): Outcome {
  const at = retryAt && { at: retryAt };
  switch (reason) {
    case "throttled":
      return { kind: "later", reason: detail, counts: false, ...at };
    case "network":
    case "server":
      return { kind: "lost", reason: detail, ...at };
    case "unauthorized":
      return { kind: "later", reason: detail, counts: true, ...at };
    // The shop is paused; the command waits until the merchant is back.
    case "frozen":
    case "locked":
      return { kind: "later", reason: detail, counts: false, ...at };
    case "graphql":
      return { kind: "stuck", reason: detail };
    default:
      return reason satisfies never;
  }
}
