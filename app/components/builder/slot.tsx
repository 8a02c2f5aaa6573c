// One input in a row of inputs: it grows with the row, and wraps to its own line on a phone.
import type { ReactNode } from "react";

/** "wide" holds the longest name of a field without cutting it. */
const BASIS = { small: "6.5rem", medium: "10rem", wide: "14.5rem", large: "16rem", whole: "100%" } as const;
const WIDEST = { small: "8.5rem", medium: "15rem", wide: "18rem", large: "100%", whole: "100%" } as const;

export function Slot({ size = "medium", children }: { size?: keyof typeof BASIS; children: ReactNode }) {
  return <div style={{ flex: `1 1 ${BASIS[size]}`, minWidth: `min(${BASIS[size]}, 100%)`, maxWidth: WIDEST[size] }}>{children}</div>;
}

/** The row itself. */
export function Slots({ children }: { children: ReactNode }) {
  return <div style={{ display: "flex", flexWrap: "wrap", gap: "var(--p-space-200)", alignItems: "flex-start" }}>{children}</div>;
}
