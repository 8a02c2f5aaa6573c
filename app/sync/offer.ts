// What can be done about a problem. Nothing is offered that cannot help: a line of an export cannot be
// tried by itself, for its file is gone, a webhook whose body was deleted has nothing left to read, and a text that may
// have gone out is never sent again.
import type { ImportKind } from "../shops/import-kind.ts";
import { IMPORT_KINDS } from "../shops/import-kind.ts";

export const PROBLEM_KINDS = ["inbox", "outbox", "import", "segment", "sync", "mirror", "hook", "connection", "place", "waiting", "text", "coupon", "campaign", "sender", "doing", "run", "entry"] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

export type Offer = {
  /** retry: the row is due again. readAnew: the shop's whole history of one kind is read once more. null: nothing would help. */
  again: "retry" | "readAnew" | null;
  mayDismiss: boolean;
};

/** `subject` as on the Problems page; `hasBody`: what came in is still there. */
export function offer({ kind, subject, hasBody }: { kind: ProblemKind; subject: string; hasBody: boolean }): Offer {
  switch (kind) {
    case "inbox":
      return { again: lineOf(subject) !== null ? "readAnew" : hasBody ? "retry" : null, mayDismiss: true };
    case "outbox":
    case "import":
    case "mirror":
    case "hook":
    case "doing":
    case "entry":
      return { again: "retry", mayDismiss: true };
    case "segment":
    case "sync":
    case "connection":
    case "place":
    case "waiting":
    case "coupon":
    case "campaign":
    case "sender":
    case "run":
      return { again: "retry", mayDismiss: false };
    case "text":
      return { again: subject.startsWith("doubt/") ? null : "retry", mayDismiss: true };
    default:
      return kind satisfies never;
  }
}

/** "import/orders" is a line of an export of orders; everything else is a webhook's topic. */
export const lineOf = (subject: string): ImportKind | null => IMPORT_KINDS.find((kind) => subject === `import/${kind}`) ?? null;
