// A carrier's word on a text of ours is an event already (inbox/platform-facts.ts): this is what belonged to the text.
import type { Naming } from "../../customers/fact.ts";
import { textProps, type TextNames } from "../text-names.ts";

type Receipt = { platform: string; connection: number; key: string; micros: number | null };

/** `cost`: in US dollars, as providers charge it. */
export function receiptNaming({ platform, connection, key, micros }: Receipt, names: TextNames): Naming {
  const { campaign, props } = textProps(names);
  return { source: platform, sourceId: `${connection}/${key}`, campaign, props: { ...props, ...(micros !== null && { cost: micros / 1_000_000 }) } };
}
