// What a flow would have done over the shop's past: in numbers, day by day, step by step, and why people and texts were held back.
import { BlockStack, DataTable, List, Text } from "@shopify/polaris";
import { lazy } from "react";
import { formatMoney } from "#app/lib/money.ts";
import { type Limits, pastLimits } from "#app/flows/replay/past-limits.ts";
import { busiest, type ReplayResult as Result } from "#app/flows/replay/result.ts";
import { dollars } from "../campaigns/campaign-words.ts";
import { type NumberLine, Numbers } from "../campaigns/numbers.tsx";
import { ReasonList } from "../campaigns/reason-list.tsx";
import { DrawnAndTold } from "../drawn-and-told.tsx";
import { formatCount, formatPlural } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { clockWords, dayWords, limitWords, reasonLines } from "./flow-words.ts";

const Plot = lazy(() => import("./day-plot.tsx"));

export type ReplayStep = { id: string; kind: string; title: string };
type Props = { result: Result; days: number; steps: ReplayStep[]; goals: string[]; limits: Limits; flows: { flowId: number; name: string }[]; currency: string };

export function ReplayResult({ result, days, steps, goals, limits, flows, currency }: Props) {
  return (
    <BlockStack gap="400">
      <TitledCard title={`What it would have done in the last ${formatPlural(days, "day")}`}>
        <Numbers lines={numbersOf(result)} />
        <Days result={result} />
      </TitledCard>
      <Goals result={result} goals={goals} currency={currency} />
      <Steps result={result} steps={steps} />
      <PastLimits lines={pastLimits(result, limits).map(limitWords)} />
      <Held title="Why people did not enter" counts={result.refused} of="entry" />
      <Held title="Why texts had to wait" counts={result.deferred} of="run" />
      <Held title="Why texts would never have gone" counts={result.skipped} of="run" />
      <Held title="Why a person would have had to look" counts={result.halted} of="run" />
      <Held title="How it ended for them" counts={result.ended} of="run" />
      <Overlap result={result} flows={flows} />
      <StandIns standIns={result.standIns} broken={result.broken} />
    </BlockStack>
  );
}

export function numbersOf(result: Result): NumberLine[] {
  const { entries, people, control, sent, parts, micros, isEstimate, running, earliest, latest } = result;
  const { day } = busiest(result);
  return [
    { label: "Entered", value: formatCount(entries), detail: `${formatCount(people)} different people${control > 0 ? `, ${formatCount(control)} without texts` : ""}` },
    { label: "Texts", value: formatCount(sent), detail: `at most ${formatCount(day.texts)} on one day` },
    { label: "Cost", value: dollars(micros, isEstimate), detail: `${formatPlural(Math.round(parts), "part")}` },
    { label: "Still in it", value: formatCount(running), detail: "at the end" },
    ...(earliest === null || latest === null ? [] : [{ label: "Local time", value: `${clockWords(earliest)} to ${clockWords(latest)}`, detail: "where the people are" }]),
  ];
}

function Days({ result: { days } }: { result: Result }) {
  const lines = Object.entries(days).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([day, [entered, texts]]) => ({ day, entered, texts }));
  if (lines.length === 0) return <Text as="p" tone="subdued">Nobody would have entered.</Text>;
  return <DrawnAndTold id="replay-days" height="240px" drawing={<Plot days={lines} />} table={<DataTable columnContentTypes={["text", "numeric", "numeric"]} headings={["Day", "Entered", "Texts"]} rows={lines.map(({ day, entered, texts }) => [dayWords(day), formatCount(entered), formatCount(texts)])} />} />;
}

function Goals({ result, goals, currency }: { result: Result; goals: string[]; currency: string }) {
  const rows = goals.flatMap((label, index) => {
    const goal = result.goals[index];
    return goal ? [[label, formatCount(goal.reached), formatCount(goal.orders), formatMoney(goal.minor, currency)]] : [];
  });
  if (rows.length === 0) return null;
  return (
    <TitledCard title="Goals that were reached anyway">
      <Text as="p" tone="subdued">
        These people got no text of this flow. What they did without it is what it has to beat.
      </Text>
      <DataTable columnContentTypes={["text", "numeric", "numeric", "numeric"]} headings={["Goal", "Reached", "Orders", "Worth"]} rows={rows} />
    </TitledCard>
  );
}

function Steps({ result, steps }: { result: Result; steps: ReplayStep[] }) {
  const lines = steps.map(({ id, title, kind }) => ({ id, name: `${title} (${id})`, isText: kind === "send", ...{ arrived: 0, sent: 0, deferred: 0, skipped: 0, ...result.steps[id] } }));
  const text = (isText: boolean, count: number) => (isText ? formatCount(count) : "");
  return (
    <TitledCard title="Step by step">
      <div className="segue-wide">
        <DataTable columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric"]} headings={["Step", "Came here", "Texts", "Had to wait", "Never sent"]} rows={lines.map(({ name, isText, arrived, sent, deferred, skipped }) => [name, formatCount(arrived), text(isText, sent), text(isText, deferred), text(isText, skipped)])} />
      </div>
      <div className="segue-phone">
        <ol aria-label="Step by step" style={{ margin: 0, padding: 0, listStyle: "none", display: "grid", gap: "var(--p-space-200)" }}>
          {lines.map(({ id, name, isText, arrived, sent, deferred, skipped }) => (
            <li key={id}>
              <Text as="p" breakWord>
                {name}
              </Text>
              <Text as="p" variant="bodySm" tone="subdued">
                {`${formatPlural(arrived, "person", "people")} came here${isText ? `: ${formatPlural(sent, "text")}, ${formatCount(deferred)} had to wait, ${formatCount(skipped)} never sent` : ""}`}
              </Text>
            </li>
          ))}
        </ol>
      </div>
    </TitledCard>
  );
}

function PastLimits({ lines }: { lines: string[] }) {
  return lines.length === 0 ? null : (
    <TitledCard title="Limits of this flow">
      <List>
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </TitledCard>
  );
}

function Held({ title, counts, of }: { title: string; counts: Record<string, number>; of: "entry" | "run" }) {
  const lines = reasonLines(counts, of);
  return lines.length === 0 ? null : (
    <TitledCard title={title}>
      <ReasonList label={title} lines={lines} />
    </TitledCard>
  );
}

function Overlap({ result: { alsoIn }, flows }: { result: Result; flows: { flowId: number; name: string }[] }) {
  const lines = Object.entries(alsoIn).filter(([, count]) => count > 0);
  if (lines.length === 0) return null;
  return (
    <TitledCard title="Also in other flows">
      <List>
        {lines.map(([flow, count]) => (
          <List.Item key={flow}>{`${formatCount(count)} in “${flows.find(({ flowId }) => String(flowId) === flow)?.name ?? `flow ${flow}`}” at the same time`}</List.Item>
        ))}
      </List>
    </TitledCard>
  );
}

function StandIns({ standIns, broken }: { standIns: string[]; broken: number }) {
  if (standIns.length === 0 && broken === 0) return null;
  return (
    <TitledCard title="What these numbers rest on">
      <List>
        {[...standIns, ...(broken > 0 ? [`The past of ${formatPlural(broken, "person", "people")} could not be walked through. That is our mistake; they are counted nowhere.`] : [])].map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </TitledCard>
  );
}
