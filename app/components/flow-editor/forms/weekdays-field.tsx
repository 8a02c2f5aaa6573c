// On which weekdays; none chosen is any.
import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useId } from "react";

const DAYS = [["Mon", "Monday"], ["Tue", "Tuesday"], ["Wed", "Wednesday"], ["Thu", "Thursday"], ["Fri", "Friday"], ["Sat", "Saturday"], ["Sun", "Sunday"]] as const;

export function WeekdaysField({ value, onChange }: { value: readonly number[]; onChange: (days: number[]) => void }) {
  const id = useId();
  const toggle = (day: number) => onChange(value.includes(day) ? value.filter((each) => each !== day) : [...value, day].sort((one, other) => one - other));
  return (
    <div role="group" aria-labelledby={id}>
      <BlockStack gap="100">
        <Text as="p" id={id}>
          {value.length === 0 ? "Days: any" : "Days"}
        </Text>
        <InlineStack gap="100">
          {DAYS.map(([short, whole], index) => (
            <button key={short} type="button" className="segue-flow-day" aria-pressed={value.includes(index + 1)} aria-label={whole} onClick={() => toggle(index + 1)}>
              {short}
            </button>
          ))}
        </InlineStack>
      </BlockStack>
    </div>
  );
}
