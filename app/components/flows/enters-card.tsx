// Whom the flow lets in as it goes live, besides those for whom something happens from then on; with what the replay tells
// of what comes of it.
import { BlockStack, ChoiceList, InlineGrid, Text, TextField } from "@shopify/polaris";
import type { Enters } from "#app/flows/flow/progress.ts";
import type { ReplayResult } from "#app/flows/replay/result.ts";
import { dollars } from "../campaigns/campaign-words.ts";
import { formatCount, formatPeople, formatPlural } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";

export type EntersDraft = { how: Enters["how"]; perHour: string; by: "people" | "percent"; amount: string };
export const NO_ENTERS: EntersDraft = { how: "none", perHour: "200", by: "people", amount: "100" };

const wholeOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

export function entersOf({ how, perHour, by, amount }: EntersDraft): unknown {
  if (how === "none") return { how };
  if (how !== "sample") return { how, perHour: wholeOf(perHour) };
  return { how, perHour: wholeOf(perHour), people: by === "people" ? wholeOf(amount) : null, percent: by === "percent" ? wholeOf(amount) : null };
}

type Props = { draft: EntersDraft; onChange: (draft: EntersDraft) => void; matching: number | null; isOfSegments: boolean; days: number; result: ReplayResult | null; problems: { path: (string | number)[]; message: string }[]; isLive: boolean };

export function EntersCard({ draft, onChange, matching, isOfSegments, days, result, problems, isLive }: Props) {
  const change = (more: Partial<EntersDraft>) => onChange({ ...draft, ...more });
  const whom = isOfSegments ? "in the segments that start it" : `for whom something happened in the last ${days} days, and who would still be in it`;
  const errorAt = (field: string) => problems.find(({ path }) => path.includes(field))?.message ?? false;
  return (
    <TitledCard title={isLive ? "Let more people in" : "Who enters it now"}>
      {matching === null ? null : <Text as="p">{`${formatPeople(matching)} match it today: ${whom}.`}</Text>}
      <ChoiceList
        title="Who enters it now"
        titleHidden
        choices={[
          ...(isLive ? [] : [{ label: "Nobody: only those for whom something happens from now on", value: "none" }]),
          { label: "Everybody who matches now, from the first step", value: "now", ...(isOfSegments ? {} : { helpText: "The condition of the entry is asked of them anew." }) },
          { label: "Everybody where they would stand had it been live", value: "timeline", helpText: "What should have been sent before is not sent. Whoever would be through by now stays out." },
          { label: "Some of those who match now, drawn by lot", value: "sample", helpText: "The rest can be let in later." },
        ]}
        selected={[draft.how]}
        onChange={([how]) => change({ how: how === "now" || how === "timeline" || how === "sample" ? how : "none" })}
      />
      {draft.how === "none" ? null : (
        <BlockStack gap="300">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <TextField label="At most so many an hour" type="number" min={1} value={draft.perHour} onChange={(perHour) => change({ perHour })} autoComplete="off" helpText={paceSays(draft, matching)} error={errorAt("perHour")} />
            {draft.how === "sample" ? (
              <TextField
                label="How many"
                type="number"
                min={1}
                value={draft.amount}
                onChange={(amount) => change({ amount })}
                autoComplete="off"
                error={errorAt("people") || errorAt("percent")}
                connectedRight={<ByChoice by={draft.by} onChange={(by) => change({ by })} />}
              />
            ) : null}
          </InlineGrid>
          {draft.how === "now" || draft.how === "sample" ? <Text as="p" tone="subdued">They may get the first text within minutes, if the hour and their limits allow it.</Text> : null}
        </BlockStack>
      )}
      {result ? <FirstTexts result={result} days={days} /> : null}
    </TitledCard>
  );
}

function ByChoice({ by, onChange }: { by: EntersDraft["by"]; onChange: (by: EntersDraft["by"]) => void }) {
  return (
    <select aria-label="People, or a share of them" value={by} onChange={(event) => onChange(event.target.value === "percent" ? "percent" : "people")} style={{ height: "100%", font: "inherit", borderRadius: "var(--p-border-radius-200)", borderColor: "var(--p-color-input-border)", background: "var(--p-color-input-bg-surface)", padding: "var(--p-space-100) var(--p-space-200)" }}>
      <option value="people">people</option>
      <option value="percent">percent</option>
    </select>
  );
}

function paceSays({ how, perHour }: EntersDraft, matching: number | null): string {
  const pace = Number(perHour);
  if (perHour.trim() === "") return "Left empty: all at once.";
  if (matching === null || how === "sample" || !(pace > 0)) return "Leave it empty for all at once.";
  const hours = Math.ceil(matching / pace);
  return hours <= 1 ? "All of them within an hour." : `All of them within ${hours < 48 ? formatPlural(hours, "hour") : formatPlural(Math.ceil(hours / 24), "day")}.`;
}

/** As if it had gone live when the replay's span began. */
function FirstTexts({ result: { firstHour, firstDay, firstWeek, sent, parts, micros, isEstimate }, days }: { result: ReplayResult; days: number }) {
  return (
    <Text as="p" tone="subdued">
      {`Had it gone live ${days} days ago: ${formatPlural(firstHour, "text")} in the first hour, ${formatCount(firstDay)} in the first day, ${formatCount(firstWeek)} in the first week; ${formatCount(sent)} in all, of ${formatPlural(Math.round(parts), "part")}, for ${dollars(micros, isEstimate)}.`}
    </Text>
  );
}
