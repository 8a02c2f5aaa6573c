// Something that happens: which event, of which kind, and whether of this run's own order, cart or text.
import { BlockStack, Checkbox } from "@shopify/polaris";
import { eventOf, Happening, ON_THE_WAY, type Told } from "#app/flows/happening.ts";
import { toldWords } from "#app/flows/describe/words.ts";
import { capital } from "#app/flows/describe/words.ts";
import { EVENT_KINDS } from "#app/customers/event-kind.ts";
import type { Problem } from "#app/lib/problem.ts";
import { FiltersEditor } from "../../builder/filters-editor.tsx";
import { EVENTS } from "../../builder/measures.ts";
import { useShopWords } from "../../builder/shop-words.ts";
import { problemAt } from "../../problems-of.ts";
import { useInEditor } from "../in-editor.ts";
import { Pick } from "./fields.tsx";

type Props = { label: string; value: Told; onChange: (told: Told) => void; problems: Problem[]; /** Of a trigger there is no run yet. */ hasOwn?: boolean };

/** What is read from Shopify and from our own texts, then what the shop is told of. */
function useHappenings(now: Happening): readonly (readonly [Happening, string])[] {
  const { names } = useInEditor();
  const { told } = useShopWords();
  const isKnown = (event: Happening) => event === now || !EVENT_KINDS.some((kind) => kind === event) || told.includes(event) || event.startsWith("sms");
  const order = [...Happening.options].filter(isKnown).sort((one, other) => Number(ON_THE_WAY.some((each) => each === one)) - Number(ON_THE_WAY.some((each) => each === other)));
  return order.map((event) => [event, capital(toldWords({ event, where: [], whereAny: false }, names))] as const);
}

export function ToldField({ label, value, onChange, problems, hasOwn = true }: Props) {
  const choices = useHappenings(value.event);
  const event = eventOf(value.event);
  return (
    <BlockStack gap="200">
      <Pick label={label} choices={choices} value={value.event} onChange={(next) => onChange({ ...value, event: next, where: eventOf(next) === event ? value.where : [] })} error={problemAt(problems, ["event"])} />
      {hasOwn ? <Checkbox label="Only of what this run is about" helpText="Its own order, cart or product; of texts and clicks, those of this run." checked={value.own} onChange={(own) => onChange({ ...value, own })} /> : null}
      <FiltersEditor event={event} filters={value.where} onChange={(where) => onChange({ ...value, where })} problems={problems} path={["where"]} lead={`only ${EVENTS[event].many} where`} addLabel={`Only some ${EVENTS[event].many}`} any={{ value: value.whereAny, onChange: (whereAny) => onChange({ ...value, whereAny }) }} />
    </BlockStack>
  );
}
