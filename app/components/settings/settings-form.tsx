// The shop's settings, saved together from the admin's own bar.
import { BlockStack, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { METAFIELDS_MAX, TAG_PREFIX_MAX } from "#app/shops/settings.ts";
import { problemAt } from "../problems-of.ts";
import { UnsavedBar } from "../save-bar.tsx";
import { AddedWords } from "./added-words.tsx";
import { Section } from "./section.tsx";

export type SettingsView = { tagPrefix: string; birthDateMetafield: string | null; metafields: string[] };

type Props = { settings: SettingsView; timeZone: string; currency: string };

export function SettingsForm({ settings, timeZone, currency }: Props) {
  const shopify = useAppBridge();
  const saving = useFetcher<{ problems: Problem[] }>();
  const [draft, setDraft] = useState(settings);
  /** What was last asked to be saved: a problem stays beside its field until the field is changed. */
  const [sent, setSent] = useState<SettingsView | null>(null);
  const isSaving = saving.state !== "idle";
  const isDirty = JSON.stringify(draft) !== JSON.stringify(settings);
  const own: Problem[] = draft.tagPrefix.trim() === "" ? [{ path: ["tagPrefix"], message: "Enter a few letters that all tags of Segue begin with." }] : [];
  const answered = (saving.data?.problems ?? []).filter(({ path }) => sent !== null && isSame(path[0], sent, draft));
  const problems = sent === null ? [] : [...own, ...answered];
  const isSaved = saving.state === "idle" && saving.data?.problems.length === 0;
  useEffect(() => {
    if (isSaved) shopify.toast.show("Settings saved");
    // Once for each answer.
  }, [isSaved, saving.data]);

  const change = (part: Partial<SettingsView>) => setDraft((before) => ({ ...before, ...part }));
  const birthProblem = problemAt(problems, ["birthDateMetafield"]);
  function save() {
    // As it will be stored, so that it is not unsaved again once it is.
    const asked = { ...draft, tagPrefix: draft.tagPrefix.trim() };
    setDraft(asked);
    setSent(asked);
    if (own.length === 0) saving.submit(JSON.stringify(asked), { method: "POST", encType: "application/json" });
  }

  return (
    <>
      <UnsavedBar id="settings-save-bar" isDirty={isDirty} isSaving={isSaving} onSave={save} onDiscard={() => (setDraft(settings), setSent(null))} />
      <Section title="Customer tags" detail="Segue only ever adds and removes tags that begin with these letters. Tags that are already on keep their name.">
        <TextField
          label="Tags begin with"
          value={draft.tagPrefix}
          onChange={(tagPrefix) => change({ tagPrefix })}
          autoComplete="off"
          maxLength={TAG_PREFIX_MAX}
          helpText={`For example ${draft.tagPrefix || "segue:"}vip-customers`}
          error={problemAt(problems, ["tagPrefix"])}
        />
      </Section>
      <Section title="What Segue reads of your customers" detail="Metafields that you map here can be asked about in segments. Adding one reads all customers again, which usually takes about a minute.">
        <BlockStack gap="400">
          <TextField
            label="Metafield with the birth date"
            value={draft.birthDateMetafield ?? ""}
            onChange={(text) => change({ birthDateMetafield: text.trim() === "" ? null : text.trim() })}
            autoComplete="off"
            placeholder="facts.birth_date"
            helpText="Namespace and key, with a dot between. Leave it empty if you do not keep birth dates; Segue never guesses them."
            error={birthProblem && `The metafield ${birthProblem}.`}
          />
          <AddedWords
            id="metafields"
            label="Customer metafields for segments"
            placeholder="facts.skin_type"
            helpText={`Namespace and key, with a dot between. At most ${METAFIELDS_MAX}.`}
            values={draft.metafields}
            onChange={(metafields) => change({ metafields })}
            error={problemAt(problems, ["metafields"])}
            max={METAFIELDS_MAX}
          />
        </BlockStack>
      </Section>
      <TimeAndMoney timeZone={timeZone} currency={currency} />
    </>
  );
}

function isSame(field: string | number | undefined, one: SettingsView, other: SettingsView): boolean {
  const part = (settings: SettingsView) => JSON.stringify(Object.entries(settings).find(([name]) => name === field));
  return part(one) === part(other);
}

function TimeAndMoney({ timeZone, currency }: Omit<Props, "settings">) {
  return (
    <Section title="Time and money" detail="These follow your shop's own settings in Shopify.">
      <BlockStack gap="200">
        <Text as="p">{`Time zone: ${timeZone}`}</Text>
        <Text as="p">{`Currency: ${currency}`}</Text>
        <Text as="p" tone="subdued">
          Segments that ask about time, such as “in the last 30 days”, are checked about every minute: people join and leave as time passes, not once a night.
        </Text>
      </BlockStack>
    </Section>
  );
}
