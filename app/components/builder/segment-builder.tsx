// The builder: a name, the conditions, and beside them who they find. Nothing is saved until Save; an
// unfinished condition is left out of the count, and told beside its field once Save was pressed.
import { Banner, BlockStack, Card, List, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { Definition } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { UnsavedBar } from "../save-bar.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { GroupCard } from "./group-card.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { ShopWordsContext, type ShopWords } from "./shop-words.ts";
import { sentenceOf, textOf } from "./spoken.ts";
import { useLabels } from "./use-labels.ts";
import { useDraft } from "./use-draft.ts";
import { WordsCard } from "./words-card.tsx";

type Named<Asked> = { name: string; definition: Asked };
type Props = { words: ShopWords; saved: Named<Definition | null>; opening?: Named<Definition>; previewAddress: string };

const NAME_MAX = 100;
const NO_NAME: Problem = { path: ["name"], message: "Give the segment a name." };
const NO_CONDITION: Problem = { path: ["node"], message: "Add at least one condition." };

export function SegmentBuilder({ words, saved, opening, previewAddress }: Props) {
  const draft = useDraft(opening ?? saved, saved, previewAddress);
  const { labels, learn } = useLabels();
  const [wasPressed, setPressed] = useState(false);
  const saving = useFetcher<{ problems: Problem[] }>();
  const isSaving = saving.state !== "idle";
  const own = [...(draft.name.trim() === "" ? [NO_NAME] : []), ...(draft.state.root.nodes.length === 0 ? [NO_CONDITION] : [])];
  const problems = wasPressed ? [...own, ...(saving.data?.problems ?? [])] : [];
  const [ofSave, ofCount] = draft.placed(problems);
  const elsewhere = (ofSave.get("") ?? []).filter(({ path }) => path[0] !== "name");

  function save() {
    setPressed(true);
    if (own.length > 0 || draft.unfinished.length > 0) return;
    saving.submit(JSON.stringify({ name: draft.name.trim(), definition: draft.definition }), { method: "POST", encType: "application/json" });
  }

  function discard() {
    setPressed(false);
    draft.reset();
  }

  const missing = wasPressed ? draft.unfinished : [];
  const tree = {
    dispatch: draft.dispatch,
    countsOf: draft.countsOf,
    problemsOf: (key: string) => [...(ofSave.get(key) ?? []), ...(ofCount.get(key) ?? []), ...missing.flatMap((one) => (one.key === key ? [one.problem] : []))],
    sentenceOf: (node: Definition["node"]) => sentenceOf({ version: 1, node }, words, labels),
  };
  return (
    <ShopWordsContext.Provider value={{ ...words, learn }}>
      <UnsavedBar id="segment-save-bar" isDirty={draft.isDirty} isSaving={isSaving} onSave={save} onDiscard={discard} />
      <TwoColumns
        main={
          <BlockStack gap="400">
            {elsewhere.length > 0 ? <Elsewhere problems={elsewhere} /> : null}
            <Card>
              <TextField
                label="Name"
                value={draft.name}
                onChange={draft.setName}
                autoComplete="off"
                maxLength={NAME_MAX}
                showCharacterCount
                placeholder="Loyal customers"
                error={problemAt(ofSave.get("") ?? [], ["name"])}
              />
            </Card>
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  Conditions
                </Text>
                <GroupCard group={draft.state.root} depth={1} isFirst isLast {...tree} />
              </BlockStack>
            </Card>
          </BlockStack>
        }
        side={
          <BlockStack gap="400">
            <PreviewCard {...draft.preview} problems={draft.countProblems} isEmpty={draft.isEmpty} leftOut={draft.leftOut} />
            {draft.finished ? <WordsCard sentence={sentenceOf(draft.finished, words, labels)} text={textOf(draft.finished)} /> : null}
          </BlockStack>
        }
      />
    </ShopWordsContext.Provider>
  );
}

function Elsewhere({ problems }: { problems: Problem[] }) {
  return (
    <Banner tone="critical" title="The segment was not saved">
      <List>
        {problems.map(({ message }) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
