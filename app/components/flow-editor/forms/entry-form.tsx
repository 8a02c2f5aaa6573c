// Who may enter, how often, and beside what: with the usual answers in sight and the rest behind one button.
import { BlockStack, ChoiceList, Text } from "@shopify/polaris";
import { defaultsFor } from "#app/messages/policies/defaults-for.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { CONTROL_MAX, type Entry, type ReEntry, RunKey } from "#app/flows/entry.ts";
import { minorOf } from "#app/flows/told/minor.ts";
import { OFFER_NAMES, OWN_HOUR, PERSONA_NAMES } from "../../policies/policy-words.ts";
import { problemAt } from "../../problems-of.ts";
import { changedField, onto } from "../edit/changed.ts";
import { EVERY_BUYER } from "../edit/kinds.ts";
import type { FlowWords } from "../editor-words.ts";
import { problemsAt, useInEditor } from "../in-editor.ts";
import { MaybeCondition } from "./condition-field.tsx";
import { DayField, MaybeNumber, NumberField, Pick, SideBySide, TextLine } from "./fields.tsx";
import { More } from "./more.tsx";
import { MaybeSpan, SpanField } from "./span-field.tsx";

const AGAIN = [["never", "Once in their life"], ["always", "Every time"], ["sinceEntry", "Some time after they entered"], ["sinceExit", "Some time after they left"], ["rematch", "After they left the segment and came back"], ["times", "So many times"]] as const;
const KEYS: Readonly<Record<RunKey, string>> = { person: "One at a time for each customer", order: "One for each order", checkout: "One for each checkout", product: "One for each product", subscription: "One for each subscription" };

function reentryOf(kind: ReEntry["kind"]): ReEntry {
  switch (kind) {
    case "never": case "always": return { kind };
    case "sinceEntry": case "sinceExit": return { kind, span: { n: 180, unit: "day" } };
    case "rematch": return { kind };
    case "times": return { kind, times: 3, within: null };
    default: return kind satisfies never;
  }
}

type Part = { entry: Entry; set: (part: Partial<Entry>) => void; error: (...path: string[]) => string | false };

export function EntryForm() {
  const { flow, problems } = useInEditor();
  const { definition } = flow;
  const { entry } = definition;
  const own = problemsAt(problems, ["entry"]);
  const change = (next: Entry) => flow.change((now) => ({ ...now, entry: onto(now.entry, entry, next) }), `entry ${changedField(entry, next)}`);
  const error = (...path: string[]) => problemAt(own, path);
  const when = (node: Entry["when"]) => {
    const { when: _, ...rest } = entry;
    change(node ? { ...entry, when: node } : { ...rest, recheck: "never" });
  };
  const part: Part = { entry, set: (some) => change({ ...entry, ...some }), error };
  return (
    <BlockStack gap="400">
      <MaybeCondition label="Only customers among" addLabel="Only some customers" node={entry.when} usual={EVERY_BUYER} onChange={when} problems={problemsAt(own, ["when"])} />
      {entry.when ? <Pick label="Asked again" choices={[["never", "Never: once at entry"], ["send", "Before each text"], ["always", "Always: whoever is none any more leaves"]]} value={entry.recheck} onChange={(recheck) => part.set({ recheck })} error={error("recheck")} /> : null}
      <Again {...part} />
      <Pick label="Side by side" choices={RunKey.options.map((key) => [key, KEYS[key]] as const)} value={entry.key} onChange={(key) => part.set({ key })} />
      <Pick label="A second start meanwhile" choices={[["ignore", "Is ignored"], ["restart", "Begins it anew"], ["beside", "Runs beside it"]]} value={entry.again} onChange={(again) => part.set({ again })} />
      <NumberField label={`Share without texts, to compare with (up to ${CONTROL_MAX}%)`} suffix="%" min={0} value={entry.control} onChange={(control) => part.set({ control })} error={error("control")} />
      <Limits {...part} />
    </BlockStack>
  );
}

function Again({ entry, set, error }: Part) {
  const { reentry } = entry;
  return (
    <>
      <Pick label="The same customer may enter" choices={AGAIN} value={reentry.kind} onChange={(kind) => set({ reentry: reentryOf(kind) })} error={error("reentry")} />
      {reentry.kind === "sinceEntry" || reentry.kind === "sinceExit" ? <SpanField label="After" value={reentry.span} onChange={(span) => set({ reentry: { ...reentry, span } })} error={error("reentry", "span")} /> : null}
      {reentry.kind === "times" ? (
        <>
          <NumberField label="How many times" min={1} value={reentry.times} onChange={(times) => set({ reentry: { ...reentry, times } })} error={error("reentry", "times")} />
          <MaybeSpan label="Within a span, not ever" spanLabel="In any" value={reentry.within} usual={{ n: 30, unit: "day" }} onChange={(within) => set({ reentry: { ...reentry, within } })} error={error("reentry", "within")} />
        </>
      ) : null}
    </>
  );
}

const LIMITS = ["perHour", "perDay", "total"] as const;
const TEXTS_PRICED_IN = "USD";
const LIMIT_WORDS = { perHour: "Entries an hour", perDay: "Entries a day", total: "Entries in all" };

function Limits({ entry, set, error }: Part) {
  const { flow, problems, words: { policies } } = useInEditor();
  const { definition } = flow;
  const fields = ["group", "priority", ...LIMITS, "spendPerDay", "from", "until"];
  const hasProblem = fields.some((field) => error(field) !== false) || problems.some(({ path }) => path[0] === "maxAge" || path[0] === "longest");
  const change = (part: Partial<FlowDefinition>) => flow.change((now) => ({ ...now, ...part }), `flow ${Object.keys(part).join()}`);
  return (
    <More label="Limits, dates and priority" hasProblem={hasProblem}>
      <SideBySide>
        <DayField label="Open from" value={entry.from} onChange={(from) => set({ from })} error={error("from")} />
        <DayField label="to" value={entry.until} onChange={(until) => set({ until })} error={error("until")} />
      </SideBySide>
      {entry.until === null ? null : <Pick label="Whoever is in it then" choices={[["finish", "Goes on to the end"], ["stop", "Leaves"]]} value={entry.then} onChange={(then) => set({ then })} />}
      {LIMITS.map((limit) => (
        <MaybeNumber key={limit} label={LIMIT_WORDS[limit]} placeholder="No limit" value={entry[limit]} onChange={(count) => set({ [limit]: count })} error={error(limit)} />
      ))}
      <MaybeNumber label="Cost of texts a day (US dollars)" placeholder="No limit" value={entry.spendPerDay === null ? null : entry.spendPerDay / minorOf(1, TEXTS_PRICED_IN)} onChange={(amount) => set({ spendPerDay: amount === null ? null : minorOf(amount, TEXTS_PRICED_IN) })} error={error("spendPerDay")} helpText="Texts are priced in US dollars. Beyond it they wait for the next day." />
      <TextLine label="Group of flows" max={40} placeholder="None" value={entry.group} onChange={(group) => set({ group: group === "" ? null : group })} error={error("group")} helpText="Of a group’s flows a customer is in one at a time." />
      {entry.group === null ? null : (
        <SideBySide>
          <NumberField label="Priority" min={0} value={entry.priority} onChange={(priority) => set({ priority })} error={error("priority")} />
          <Pick label="Lower ones" choices={[["end", "end"], ["pause", "pause"]]} value={entry.over} onChange={(over) => set({ over })} />
        </SideBySide>
      )}
      <SpanField label="What is told later than this starts nobody" value={definition.maxAge} onChange={(maxAge) => change({ maxAge })} error={problemAt([...problems], ["maxAge"])} />
      <SpanField label="Nobody stays longer than" value={definition.longest} onChange={(longest) => change({ longest })} error={problemAt([...problems], ["longest"])} />
      {policies.length === 0 ? null : <Policies chosen={definition.policies} onChange={(next) => change({ policies: next })} policies={policies} />}
    </More>
  );
}

function Policies({ chosen, onChange, policies }: { chosen: string[]; onChange: (names: string[]) => void; policies: FlowWords["policies"] }) {
  const { strictest, themes, offer, persona, hour } = defaultsFor(policies.filter(({ name }) => chosen.includes(name)));
  return (
    <BlockStack gap="100">
      <ChoiceList allowMultiple title="Checked against the limits of" choices={policies.map(({ name, title, says }) => ({ value: name, label: title, helpText: says }))} selected={chosen} onChange={(next: string[]) => onChange(next)} />
      {strictest ? (
        <Text as="p">{`Suggested for these people: ${OFFER_NAMES[offer].toLowerCase()}; ${persona === null || hour === null ? OWN_HOUR.toLowerCase() : `${PERSONA_NAMES[persona].toLowerCase()}, ${hour}`}${themes.length === 0 ? "" : `; about ${themes.join(", ")}`}.`}</Text>
      ) : null}
      <Text as="p" tone="subdued">
        Limits hold for whoever is in such a group or segment anyway; these are what the flow is checked against.
      </Text>
    </BlockStack>
  );
}
