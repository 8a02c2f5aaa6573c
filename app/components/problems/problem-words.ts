// What each kind of problem is called, and what trying again means there.
import type { ProblemLine } from "./problem-list.tsx";

const COMMANDS: Record<string, string> = {
  tagsAdd: "Adding a tag to a customer",
  tagsRemove: "Removing a tag from a customer",
  bulkTagsAdd: "Adding a tag to many customers",
  bulkTagsRemove: "Removing a tag from many customers",
};

export function kindWords({ kind, subject }: Pick<ProblemLine, "kind" | "subject">): { title: string; again: string } {
  switch (kind) {
    case "inbox":
      return { title: `A message from Shopify could not be read: ${subject}`, again: "Try again" };
    case "outbox":
      return { title: `${COMMANDS[subject] ?? subject} did not work`, again: "Try again" };
    case "import":
      return { title: `Reading ${subject} stopped`, again: "Try again" };
    case "segment":
      return { title: `“${subject}” could not be counted`, again: "Count again" };
    case "sync":
      return { title: `Tagging of “${subject}” is paused`, again: "Resume" };
    case "mirror":
      return { title: `Shopify refused the tag “${subject}” for one customer`, again: "Try again" };
    default:
      return kind satisfies never;
  }
}
