// Policies: how often, about what, with which offer and when people of a kind are texted. The limits are held by the gate; the rest
// is proposed where texts are written.
import { Banner, BlockStack, Box, Button, Card, Divider, InlineStack, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { Fragment } from "react";
import type { PoliciesForm, PolicyLine as Line } from "#app/messages/policies/change-policies.ts";
import { MEANT_FOR } from "#app/messages/policies/shipped-policies.ts";
import { formatPlural } from "../format.ts";
import type { PersonChoice } from "../messages/person-picker.tsx";
import { UnsavedBar } from "../save-bar.tsx";
import { useForm } from "../use-form.ts";
import { isFirstOfName, withLine, withoutLine } from "./edit-policies.ts";
import { PersonCard } from "./person-card.tsx";
import { PolicyLine } from "./policy-line.tsx";
import { type Choice, GROUPS, TIERS } from "./policy-words.ts";
import { WhomCard } from "./whom-card.tsx";

type Props = { form: PoliciesForm; /** By name, of those that came with Segue. */ titles: Record<string, string>; /** Names of those that differ from how they came. */ changed: string[]; segments: Choice[]; people: PersonChoice[] };

const NEW: Line = { name: "", max: 1, perDays: 7, themes: [], offer: "none", persona: null };

export function PoliciesPage({ form, titles, changed, segments, people }: Props) {
  const { draft, setDraft, change, problems, isDirty, isSaving, save, discard } = useForm(form, "Policies saved");
  const titleOf = ({ name }: Line) => titles[name] ?? name;
  const choices = draft.policies.flatMap((line, index) => (line.name === "" || !isFirstOfName(draft, index) ? [] : [{ value: line.name, label: titleOf(line) }]));
  return (
    <Page title="Policies" subtitle="How often, about what, with which offer and when people of a kind are texted." backAction={{ content: "Texting", url: "/app/settings/texts" }}>
      <TitleBar title="Policies" />
      <UnsavedBar id="policies-save-bar" isDirty={isDirty} isSaving={isSaving} onSave={save} onDiscard={discard} />
      <BlockStack gap="400">
        {problems.length > 0 ? (
          <Banner tone="critical" title="Not saved yet">
            <p>{problems.find(({ path }) => path.length < 2)?.message ?? "Something below needs another look."}</p>
          </Banner>
        ) : null}
        <WhomCard draft={draft} change={change} problems={problems} policies={choices} segments={segments} onSuggested={() => change({ rfm: MEANT_FOR.rfm, tiers: MEANT_FOR.tiers })} />
        <Card padding="0">
          <Box padding="400">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="h2" variant="headingMd">
                The policies
              </Text>
              <Button onClick={() => change({ policies: [...draft.policies, NEW] })}>Add a policy</Button>
            </InlineStack>
          </Box>
          {draft.policies.map((line, index) => {
            const isNew = !isFirstOfName(draft, index) || !form.policies.some(({ name }) => name === line.name);
            const isOwn = isNew || titles[line.name] === undefined;
            return (
              <Fragment key={index}>
                <Divider />
                <PolicyLine line={line} index={index} title={isNew ? line.name : titleOf(line)} isNew={isNew} isChanged={!isOwn && changed.includes(line.name)} holdsFor={holdsFor(draft, line.name)} problems={problems} onChange={(part) => setDraft((before) => withLine(before, index, part))} onRemove={isOwn ? () => setDraft((before) => withoutLine(before, index)) : null} />
              </Fragment>
            );
          })}
        </Card>
        <PersonCard people={people} />
      </BlockStack>
    </Page>
  );
}

function holdsFor({ rfm, tiers, segments }: PoliciesForm, name: string): string {
  const groups = GROUPS.filter(({ key }) => rfm[key] === name).map(({ label }) => label);
  const spending = TIERS.filter(({ key }) => tiers[key] === name).map(({ label }) => `${label.toLowerCase()} spend`);
  const count = Object.values(segments).filter((held) => held === name).length;
  const all = [...groups, ...spending, ...(count > 0 ? [formatPlural(count, "segment")] : [])];
  return name === "" || all.length === 0 ? "Holds for nobody yet." : `Holds for: ${all.join(", ")}.`;
}
