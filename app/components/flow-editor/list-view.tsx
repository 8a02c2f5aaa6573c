// The flow as a nested list, with everything that the canvas can do: for phones, for the keyboard, and for whoever hears it.
import { BlockStack, Text } from "@shopify/polaris";
import type { StepId } from "#app/flows/step-id.ts";
import { AddStep } from "./add-step.tsx";
import { type Item, type Outline, outlineOf } from "./edit/outline.ts";
import { mainWay, type Place } from "./edit/place.ts";
import { useInEditor } from "./in-editor.ts";
import { StartCard } from "./start-card.tsx";
import { StepCard } from "./step-card.tsx";
import { StepMenu } from "./step-menu.tsx";
import type { Commands } from "./use-commands.ts";

export function ListView({ commands }: { commands: Commands }) {
  const { flow: { definition } } = useInEditor();
  const { main, loose } = outlineOf(definition);
  return (
    <BlockStack gap="400">
      <StartCard />
      <Steps outline={main} label="Steps of the flow" commands={commands} />
      {loose.length > 0 ? (
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            No way leads to these
          </Text>
          {loose.map((outline) => (
            <Steps key={outline.items[0]?.step.id ?? ""} outline={outline} label="Steps to which no way leads" commands={commands} />
          ))}
        </BlockStack>
      ) : null}
    </BlockStack>
  );
}

/** `way`: of a fork, what the list is of. */
function Steps({ outline: { items, end }, label, way = "", commands }: { outline: Outline; label: string; way?: string; commands: Commands }) {
  return (
    <>
      <ol className="segue-flow-list" aria-label={label}>
        {items.map((item, index) => (
          <Line key={item.step.id} item={item} way={index === 0 ? way : ""} before={items[index - 1]} after={items[index + 1]} commands={commands} />
        ))}
      </ol>
      {end ? <End {...end} way={items.length === 0 ? way : ""} commands={commands} /> : null}
    </>
  );
}

type LineProps = { item: Item; way: string; before: Item | undefined; after: Item | undefined; commands: Commands };

function Line({ item: { step, at, ways }, way: of, before, after, commands }: LineProps) {
  const way = after ? mainWay(after.step) : null;
  return (
    <li>
      {at ? <AddStep place={at} label={at.from === null ? "Add a step at the beginning" : `Add a step between ${at.from}${of === "" ? "" : ` (${of})`} and ${step.id}`} commands={commands} isWide /> : null}
      <div className="segue-flow-line">
        <StepCard step={step} />
        <StepMenu step={step} at={at} up={before?.at ?? null} down={after && way ? { from: after.step.id, path: way.path } : null} commands={commands} />
      </div>
      {ways.length > 0 ? (
        <ul className="segue-flow-ways" aria-label={`Ways of ${step.id}`}>
          {ways.map(({ label, place, inside }) => (
            <li key={place.path.join()}>
              <Text as="p" fontWeight="semibold">
                {label}
              </Text>
              <Steps outline={inside} label={`${label}, of ${step.id}`} way={label} commands={commands} />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function End({ place, to, goesOn, way, commands }: { place: Place; to: StepId | null; goesOn: boolean; way: string; commands: Commands }) {
  return (
    <div className="segue-flow-end">
      <AddStep place={place} label={`Add a step after ${place.from ?? "the start"}${way === "" ? "" : ` (${way})`}`} commands={commands} isWide />
      <Text as="p" tone="subdued">
        {to === null ? "Out of the flow" : goesOn ? `Goes on below, with ${to}` : `Goes on with ${to}`}
      </Text>
    </div>
  );
}
