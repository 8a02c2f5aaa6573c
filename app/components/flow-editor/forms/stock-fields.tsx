// Stock or price of something that somebody wanted.
import { ChoiceList } from "@shopify/polaris";
import { problemAt } from "../../problems-of.ts";
import { MaybeNumber, NumberField, Pick } from "./fields.tsx";
import type { TriggerProps } from "./trigger-where.tsx";

const AUDIENCE = [["asked", "asked for it"], ["viewed", "looked at it"], ["carted", "had it in a cart"], ["bought", "bought it"], ["wishlist", "wish for it"]] as const;

export function StockFields({ trigger, set, problems }: TriggerProps<"stock">) {
  const error = (field: string) => problemAt(problems, [field]);
  return (
    <>
      <Pick label="What" choices={[["back", "It is back in stock"], ["priceDrop", "Its price falls"], ["low", "Few are left"]]} value={trigger.what} onChange={(what) => set({ ...trigger, what, by: what === "back" ? null : what === "low" ? 5 : 10 })} />
      {trigger.what === "back" ? null : <NumberField label={trigger.what === "low" ? "At most so many left" : "By at least"} {...(trigger.what === "low" ? {} : { suffix: "%" })} min={1} value={trigger.by} onChange={(by) => set({ ...trigger, by })} error={error("by")} />}
      <ChoiceList allowMultiple title="For whoever" choices={AUDIENCE.map(([value, label]) => ({ value, label }))} selected={[...trigger.audience]} onChange={(chosen: string[]) => set({ ...trigger, audience: AUDIENCE.map(([each]) => each).filter((each) => chosen.includes(each)) })} error={error("audience") || ""} />
      {trigger.audience.includes("viewed") ? <NumberField label="Looked at it so many times" min={1} value={trigger.views} onChange={(views) => set({ ...trigger, views })} error={error("views")} /> : null}
      <MaybeNumber label="People for each piece that came in" placeholder="Everybody at once" value={trigger.perUnit} onChange={(perUnit) => set({ ...trigger, perUnit })} error={error("perUnit")} helpText="None: everybody is told at once." />
      {trigger.perUnit === null ? null : <Pick label="Who is told first" choices={[["firstAsked", "Who asked first"], ["best", "The best customers"], ["random", "Anybody, by lot"]]} value={trigger.order} onChange={(order) => set({ ...trigger, order })} />}
    </>
  );
}
