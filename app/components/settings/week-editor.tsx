// Hours for each day of the week, local to whoever gets the text.
import { BlockStack, Button, Checkbox, ChoiceList, InlineError, InlineStack, Select, Text } from "@shopify/polaris";
import type { Week } from "#app/consent/week.ts";
import { clockWords, DAY_NAMES, type DayHours, dayHours, weekOfDays } from "../compliance/week-words.ts";

type Props = { week: Week | null; onChange: (week: Week | null) => void; error: string | false };

const HALF_HOUR = 30;
const DAY_MINUTES = 1_440;
const CLOCKS = Array.from({ length: DAY_MINUTES / HALF_HOUR + 1 }, (_, i) => i * HALF_HOUR);
/** What most people take well: ten to eight, on Sundays from noon. */
const USUAL: DayHours[] = [...Array.from({ length: 6 }, () => ({ from: 600, to: 1_200 })), { from: 720, to: 1_200 }];

export function WeekEditor({ week, onChange, error }: Props) {
  const days = week === null ? null : dayHours(week);
  const change = (day: number, hours: DayHours) => days && onChange(weekOfDays(days.map((each, i) => (i === day ? hours : each))));
  return (
    <BlockStack gap="300">
      <ChoiceList
        title="When promotional texts go"
        choices={[{ value: "law", label: "At any hour that the law allows" }, { value: "own", label: "Only in hours of my own, and never outside the law’s" }]}
        selected={[week === null ? "law" : "own"]}
        onChange={([chosen]) => onChange(chosen === "own" ? weekOfDays(USUAL) : null)}
      />
      {days ? (
        <BlockStack gap="200">
          {days.map((hours, day) => (
            <DayLine key={DAY_NAMES[day]} name={DAY_NAMES[day] ?? ""} hours={hours} onChange={(next) => change(day, next)} />
          ))}
          <InlineStack>
            <Button variant="plain" onClick={() => onChange(weekOfDays(days.map(() => days[0] ?? null)))}>
              Monday’s hours for every day
            </Button>
          </InlineStack>
        </BlockStack>
      ) : null}
      <Text as="p" tone="subdued">
        Local hours of whoever gets the text. What may not go yet waits for the next hour that suits you, them and the law.
      </Text>
      {error ? <InlineError message={error} fieldID="own-hours" /> : null}
    </BlockStack>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function DayLine({ name, hours, onChange }: { name: string; hours: DayHours; onChange: (hours: DayHours) => void }) {
  const clocks = (from: number, to: number, now: number) => [...new Set([...CLOCKS.filter((minute) => minute >= from && minute <= to), now])].toSorted((a, b) => a - b).map((minute) => ({ value: String(minute), label: capital(clockWords(minute)) }));
  return (
    <div style={{ display: "grid", gridTemplateColumns: "7.5rem minmax(0, 1fr) minmax(0, 1fr)", gap: "var(--p-space-200)", alignItems: "center", minHeight: "var(--p-space-800)" }}>
      <Checkbox label={name} checked={hours !== null} onChange={(isOn) => onChange(isOn ? { from: 600, to: 1_200 } : null)} />
      {hours ? (
        <>
          <Select label={`${name}, from`} labelHidden options={clocks(0, hours.to - HALF_HOUR, hours.from)} value={String(hours.from)} onChange={(from) => onChange({ ...hours, from: Number(from) })} />
          <Select label={`${name}, to`} labelHidden options={clocks(hours.from + HALF_HOUR, DAY_MINUTES, hours.to)} value={String(hours.to)} onChange={(to) => onChange({ ...hours, to: Number(to) })} />
        </>
      ) : (
        <Text as="span" tone="subdued">
          Closed
        </Text>
      )}
    </div>
  );
}
