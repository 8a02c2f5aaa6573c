// A number of somebody's orders or spending that is reached, once.
import { Checkbox } from "@shopify/polaris";
import { useShopWords } from "../../builder/shop-words.ts";
import { problemAt } from "../../problems-of.ts";
import { NumberField, Pick } from "./fields.tsx";
import { type TriggerProps, Where } from "./trigger-where.tsx";

export function CrossesFields({ trigger, set, problems }: TriggerProps<"crosses">) {
  const { currency } = useShopWords();
  const isCount = trigger.of === "orders";
  return (
    <>
      <Pick label="What is counted" choices={[["orders", "How many orders they placed"], ["order", "The value of one order"], ["spend", "What they spent in all"], ["average", "What they spend for each order"]]} value={trigger.of} onChange={(of) => set({ ...trigger, of, value: of === "orders" ? 5 : trigger.of === "orders" ? 200 : trigger.value, down: of === "orders" ? false : trigger.down })} />
      <NumberField label={isCount ? "Which order" : trigger.of === "order" ? "Worth more than" : "Reaches"} isWhole={isCount} min={isCount ? 1 : 0} {...(isCount ? {} : { suffix: currency })} value={trigger.value} onChange={(value) => set({ ...trigger, value })} error={problemAt(problems, ["value"])} />
      {isCount ? null : <Pick label="Direction" choices={[["up", "It rises to that"], ["down", "It falls to that"]]} value={trigger.down ? "down" : "up"} onChange={(way) => set({ ...trigger, down: way === "down" })} />}
      <Checkbox label="Again, if a refund took it back" checked={trigger.rearm} onChange={(rearm) => set({ ...trigger, rearm })} />
      <Where trigger={trigger} set={set} problems={problems} />
    </>
  );
}
