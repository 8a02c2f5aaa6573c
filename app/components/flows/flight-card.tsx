// What becomes of those who are in the flow by an older version: they finish, move step by step, or leave.
import { BlockStack, ChoiceList, Select, Text } from "@shopify/polaris";
import type { Flight } from "#app/flows/flow/publishing.ts";
import { formatPeople } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import type { ReplayStep } from "./replay-result.tsx";

export type FlightLine = { step: string; title: string; people: number; to: string | null };
type Props = { lines: FlightLine[]; steps: ReplayStep[]; how: Flight["how"]; onHow: (how: Flight["how"]) => void; map: Record<string, string | null>; onMap: (step: string, to: string | null) => void };

const OUT = "";

export function FlightCard({ lines, steps, how, onHow, map, onMap }: Props) {
  const people = lines.reduce((sum, line) => sum + line.people, 0);
  const options = [{ label: "Out of the flow", value: OUT }, ...steps.map(({ id, title }) => ({ label: `${title} (${id})`, value: id }))];
  const out = lines.reduce((sum, { step, people: here }) => ((map[step] ?? null) === null ? sum + here : sum), 0);
  return (
    <TitledCard title={`${formatPeople(people)} in it now`}>
      <ChoiceList
        title="What becomes of them"
        titleHidden
        choices={[
          { label: "They finish by the version they are in", value: "finish", helpText: "Only those who enter from now on go by the new one." },
          { label: "They move to the new version", value: "move", helpText: "Waits are counted from when they began. Nobody gets the text of a step twice." },
          { label: "They leave the flow", value: "exit", helpText: "Texts that wait are taken back." },
        ]}
        selected={[how]}
        onChange={([chosen]) => onHow(chosen === "move" || chosen === "exit" ? chosen : "finish")}
      />
      {how === "move" ? (
        <BlockStack gap="200">
          <ul aria-label="Where they go" style={{ margin: 0, padding: 0, listStyle: "none", display: "grid", gap: "var(--p-space-300)" }}>
            {lines.map(({ step, title, people: here }) => (
              <li key={step}>
                <Select label={`Next for ${formatPeople(here)} at ${title} (${step})`} options={options} value={map[step] ?? OUT} onChange={(to) => onMap(step, to === OUT ? null : to)} />
              </li>
            ))}
          </ul>
          {out > 0 ? <Text as="p">{`${formatPeople(out)} leave the flow.`}</Text> : null}
        </BlockStack>
      ) : null}
    </TitledCard>
  );
}
