// The builder: a name, the conditions, and beside them who they find. Nothing is saved until Save; an
// unfinished condition is left out of the count, and told beside its field once Save was pressed.
import { Banner, BlockStack, Card, List, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useMemo, useState } from "react";
import { NAME_MAX } from "#app/lib/name.ts";
import type { Problem } from "#app/lib/problem.ts";
import type { Definition } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { UnsavedBar } from "../save-bar.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { lineOf } from "../text-editor/text-draft.ts";
import { useText } from "../text-editor/use-text.ts";
import { ConditionsCard } from "./conditions-card.tsx";
import { DraftSize } from "./draft-size.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { ShopWordsContext, type ShopWords } from "./shop-words.ts";
import { namesOf, sentenceOf } from "./spoken.ts";
import { leavesIn } from "./state.ts";
import { unfinished } from "./unfinished.ts";
import { useLabels } from "./use-labels.ts";
import { useDraft } from "./use-draft.ts";
import { WordsCard } from "./words-card.tsx";

type Named<Asked> = { name: string; definition: Asked };
type Props = { words: ShopWords; saved: Named<Definition | null>; opening?: Named<Definition>; /** Of the segment, or of a new one. */ address: string };

const NO_NAME: Problem = { path: ["name"], message: "Give the segment a name." };
const NO_CONDITION: Problem = { path: ["node"], message: "Add at least one condition." };

export function SegmentBuilder({ words, saved, opening, address }: Props) {
  const draft = useDraft(opening ?? saved, saved, `${address}/preview`);
  const { labels, learn } = useLabels();
  const known = useMemo(() => ({ ...words, learn, names: namesOf(words, labels) }), [words, learn, labels]);
  const [wasPressed, setPressed] = useState(false);
  const saving = useFetcher<{ problems: Problem[] }>();
  const isSaving = saving.state !== "idle";
  const own = [...(draft.name.trim() === "" ? [NO_NAME] : []), ...(draft.state.root.nodes.length === 0 ? [NO_CONDITION] : [])];
  const problems = wasPressed ? [...own, ...(saving.data?.problems ?? [])] : [];
  const [ofSave, ofCount] = draft.placed(problems);
  const text = useText({
    definition: draft.definition,
    words,
    onRead: (definition) => draft.dispatch({ do: "reset", definition }),
    ofLeaf: leavesIn(draft.state.root).map(({ key, leaf }) => [...unfinished(leaf), ...(ofSave.get(key) ?? []), ...(ofCount.get(key) ?? [])]),
  });
  const mistake = text.mistake && wasPressed ? [`The text has a mistake. ${lineOf(text.text, text.mistake)}`] : [];
  // The text has no place for what is wrong with the whole; the builder shows it at its outermost group.
  const ofWhole = [...(ofSave.get("") ?? []), ...(text.isOpen ? (ofSave.get(draft.state.root.key) ?? []) : [])];
  const elsewhere = [...mistake, ...ofWhole.filter(({ path }) => path[0] !== "name").map(({ message }) => message)];

  function save() {
    setPressed(true);
    if (own.length + draft.unfinished.length > 0 || text.mistake) return;
    saving.submit(JSON.stringify({ name: draft.name.trim(), definition: draft.definition }), { method: "POST", encType: "application/json" });
  }

  function discard() {
    setPressed(false);
    text.giveUp();
    draft.reset();
  }

  const tree = {
    dispatch: draft.dispatch,
    countsOf: draft.countsOf,
    problemsOf: (key: string) => [...(ofSave.get(key) ?? []), ...(ofCount.get(key) ?? []), ...(wasPressed ? draft.unfinished : []).flatMap((one) => (one.key === key ? [one.problem] : []))],
    sentenceOf: (node: Definition["node"]) => sentenceOf({ version: 1, node }, words, labels),
  };
  return (
    <ShopWordsContext.Provider value={known}>
      <UnsavedBar id="segment-save-bar" isDirty={draft.isDirty || text.mistake !== null} isSaving={isSaving} onSave={save} onDiscard={discard} />
      <TwoColumns
        main={
          <BlockStack gap="400">
            {elsewhere.length > 0 ? <Elsewhere messages={elsewhere} /> : null}
            <NameCard name={draft.name} onChange={draft.setName} problem={problemAt(ofSave.get("") ?? [], ["name"])} />
            <ConditionsCard root={draft.state.root} tree={tree} text={text} definition={draft.definition} name={draft.name} />
          </BlockStack>
        }
        side={
          <BlockStack gap="400">
            <PreviewCard {...draft.preview} problems={draft.countProblems} isEmpty={draft.isEmpty} leftOut={draft.leftOut} />
            {draft.finished ? <WordsCard sentence={sentenceOf(draft.finished, words, labels)} /> : null}
          </BlockStack>
        }
      />
      {draft.finished ? <DraftSize address={`${address}/size`} today={words.today} definition={draft.finished} /> : null}
    </ShopWordsContext.Provider>
  );
}

function NameCard({ name, onChange, problem }: { name: string; onChange: (name: string) => void; problem: string | false }) {
  return (
    <Card>
      <TextField label="Name" value={name} onChange={onChange} autoComplete="off" maxLength={NAME_MAX} showCharacterCount placeholder="Loyal customers" error={problem} />
    </Card>
  );
}

function Elsewhere({ messages }: { messages: string[] }) {
  return (
    <Banner tone="critical" title="The segment was not saved">
      <List>
        {messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Banner>
  );
}
