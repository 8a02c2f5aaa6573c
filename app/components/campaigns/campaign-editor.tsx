// The editor: whom, what, when and how fast. Nothing is saved until Save, and nothing is sent by saving.
import { Banner, BlockStack, Card, List, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { NAME_MAX } from "#app/lib/name.ts";
import type { Problem } from "#app/lib/problem.ts";
import { problemAt } from "../problems-of.ts";
import { UnsavedBar } from "../save-bar.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { AudienceLine } from "./audience-line.tsx";
import { asSaved, type Choices, type Draft } from "./draft.ts";
import { MessageCard } from "./message-card.tsx";
import { PeopleCard } from "./people-card.tsx";
import { WhenCard } from "./when-card.tsx";

/** `opening`: what a new one begins with. */
type Props = { saved: Draft; opening?: Draft; choices: Choices };

export type CardProps = { draft: Draft; change: (part: Partial<Draft>) => void; problemOf: (...path: string[]) => string | false; choices: Choices };

export function CampaignEditor({ saved, opening, choices }: Props) {
  const [draft, setDraft] = useState(opening ?? saved);
  /** What was last asked to be saved: a problem stays until something is changed. */
  const [sent, setSent] = useState<Draft | null>(null);
  const saving = useFetcher<{ problems: Problem[] }>();
  const isSaving = saving.state !== "idle";
  const problems = sent === draft && !isSaving ? (saving.data?.problems ?? []) : [];
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const save = () => {
    setSent(draft);
    saving.submit(JSON.stringify(asSaved(draft)), { method: "POST", encType: "application/json" });
  };
  const discard = () => {
    setDraft(opening ?? saved);
    setSent(null);
  };
  const card = { draft, change, problemOf: (...path: string[]) => problemAt(problems, path), choices };
  const general = problems.filter(({ path }) => path.length === 0);
  return (
    <>
      <UnsavedBar id="campaign-save-bar" isDirty={JSON.stringify(draft) !== JSON.stringify(saved)} isSaving={isSaving} onSave={save} onDiscard={discard} />
      <TwoColumns
        main={
          <BlockStack gap="400">
            {problems.length > 0 ? <NotSaved messages={general.map(({ message }) => message)} /> : null}
            <Card>
              <TextField label="Name" value={draft.name} onChange={(name) => change({ name })} autoComplete="off" maxLength={NAME_MAX} showCharacterCount placeholder="June sale" helpText="Only you see it." error={problemAt(problems, ["name"])} />
            </Card>
            <PeopleCard {...card} />
            <MessageCard {...card} />
            <WhenCard {...card} />
          </BlockStack>
        }
        side={<AudienceLine include={draft.include} exclude={draft.exclude} topic={draft.topic.trim() || null} choices={choices} />}
      />
    </>
  );
}

function NotSaved({ messages }: { messages: string[] }) {
  return (
    <Banner tone="critical" title="The campaign was not saved">
      {messages.length > 0 ? (
        <List>
          {messages.map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      ) : (
        <p>Something below needs another look.</p>
      )}
    </Banner>
  );
}
