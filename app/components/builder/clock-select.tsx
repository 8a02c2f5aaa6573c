// Whose midnight ends a day, of the whole segment.
import { Select } from "@shopify/polaris";
import type { Clock } from "./state.ts";

type Props = { clock: Clock; onChange: (clock: Clock) => void };

const CHOICES: { value: Clock; label: string }[] = [
  { value: "shop", label: "In the shop's time zone" },
  { value: "customer", label: "In each customer's own time zone" },
];

export function ClockSelect({ clock, onChange }: Props) {
  return (
    <Select
      label="Days, weeks and months are counted"
      options={CHOICES}
      value={clock}
      onChange={(value) => onChange(value === "customer" ? "customer" : "shop")}
      {...(clock === "customer" && { helpText: "By the address. Customers whose time zone is not known count in the shop's." })}
    />
  );
}
