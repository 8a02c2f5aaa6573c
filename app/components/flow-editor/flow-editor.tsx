// The editor of a flow: a picture, a list or a text of it, and beside it what is chosen. Nothing is saved until Save, and
// nothing runs by saving: that is what publishing is for.
import { Banner, BlockStack, Card, List, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import { lazy, Suspense, useMemo, useState } from "react";
import { readFlow } from "#app/flows/definition.ts";
import { namesOf } from "../builder/spoken.ts";
import { ShopWordsContext } from "../builder/shop-words.ts";
import { useLabels } from "../builder/use-labels.ts";
import { problemAt } from "../problems-of.ts";
import { UnsavedBar } from "../save-bar.tsx";
import type { FlowShown, FlowWords } from "./editor-words.ts";
import { FlowPanel } from "./flow-panel.tsx";
import { type InEditor, InEditorContext, useInEditor } from "./in-editor.ts";
import { ListView } from "./list-view.tsx";
import { PanelContent, panelTitle, SidePanel } from "./panel.tsx";
import { RemoveModal } from "./remove-modal.tsx";
import { TextView, type Typed } from "./text-view.tsx";
import { Toolbar, type View } from "./toolbar.tsx";
import { TryModal } from "./try-modal.tsx";
import { useChecked } from "./use-checked.ts";
import { type Commands, useCommands } from "./use-commands.ts";
import { useFlow } from "./use-flow.ts";
import { useFlowLabels } from "./use-flow-labels.ts";
import { useKeys } from "./use-keys.ts";
import { useSaving } from "./use-saving.ts";
import { useWide } from "./use-wide.ts";

const Canvas = lazy(() => import("./canvas.tsx"));

type Props = { shown: FlowShown; words: FlowWords };

export function FlowEditor({ shown, words }: Props) {
  const flow = useFlow({ name: shown.name, definition: shown.definition }, shown.step);
  const commands = useCommands(flow);
  const isWide = useWide();
  const [asked, setView] = useState<View | null>(null);
  const view = asked ?? (isWide ? "canvas" : "list");
  const [person, setPerson] = useState(words.editor.people[0] ?? null);
  const [isTrying, setTrying] = useState(false);
  const [kept, setTyped] = useState<Typed>(null);
  const typed = kept?.of === flow.definition ? kept : null;
  const { labels, learn } = useLabels();
  const shop = useMemo(() => ({ ...words.shop, inFlow: true, learn, names: namesOf(words.shop, labels) }), [words.shop, learn, labels]);
  const names = useMemo(() => ({ names: shop.names, currency: shop.currency }), [shop]);
  useFlowLabels(flow.definition, shop.names, learn);
  const saving = useSaving(flow, shown, typed?.hasMistake === true);
  const isReadable = useMemo(() => "definition" in readFlow(flow.definition), [flow.definition]);
  const checked = useChecked(shown.id, isReadable ? flow.definition : null);
  useKeys(flow, commands, view !== "text");
  const { answer } = checked;
  const inside: InEditor = {
    flow, shown, words, names, person, setPerson,
    problems: flow.problems.length > 0 ? flow.problems : (answer?.problems ?? []),
    findings: flow.problems.length > 0 ? [] : (answer?.findings ?? []),
    checked: { state: checked.state, worst: answer?.worst ?? null },
    nameProblem: problemAt(saving.problems, ["name"]),
  };
  return (
    <ShopWordsContext.Provider value={shop}>
      <InEditorContext.Provider value={inside}>
        <UnsavedBar id="flow-save-bar" isDirty={saving.isDirty} isSaving={saving.isSaving} onSave={saving.save} onDiscard={() => (setTyped(null), saving.discard())} />
        <div className="segue-flow">
          <BlockStack gap="300">
            <Notices refusal={flow.refusal} problems={saving.problems.map(({ message }) => message)} isLate={answer !== null && answer.draftRev > saving.rev && !saving.isSaving} onDismiss={() => flow.refuse(null)} />
            <Toolbar view={view} onView={setView} onTry={() => setTrying(true)} />
            <div className="segue-flow-work">
              <div className="segue-flow-main" data-view={view}>
                {view === "text" ? <Card><TextView typed={typed} onType={setTyped} /></Card> : <Main view={view} isWide={isWide === true} commands={commands} />}
              </div>
              {isWide === false ? null : <SidePanel commands={commands} />}
            </div>
            {isWide === false ? <PhonePanel commands={commands} /> : null}
          </BlockStack>
        </div>
        <RemoveModal commands={commands} />
        {isTrying ? <TryModal onClose={() => setTrying(false)} /> : null}
      </InEditorContext.Provider>
    </ShopWordsContext.Provider>
  );
}

/** On the server, and until the picture is there, the list is what there is. */
function Main({ view, isWide, commands }: { view: Exclude<View, "text">; isWide: boolean; commands: Commands }) {
  if (view === "list") return <ListView commands={commands} />;
  return (
    <Suspense fallback={isWide ? <SkeletonBodyText lines={12} /> : <ListView commands={commands} />}>
      <Canvas commands={commands} />
    </Suspense>
  );
}

function PhonePanel({ commands }: { commands: Commands }) {
  const { flow } = useInEditor();
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {panelTitle({ is: "flow" })}
          </Text>
          <FlowPanel />
        </BlockStack>
      </Card>
      {flow.chosen.is === "flow" || commands.asked !== null ? null : (
        <Modal open onClose={() => flow.choose({ is: "flow" })} title={panelTitle(flow.chosen)} primaryAction={{ content: "Done", onAction: () => flow.choose({ is: "flow" }) }}>
          <Modal.Section>
            <PanelContent commands={commands} />
          </Modal.Section>
        </Modal>
      )}
    </>
  );
}

type Told = { refusal: string | null; problems: string[]; isLate: boolean; onDismiss: () => void };

function Notices({ refusal, problems, isLate, onDismiss }: Told) {
  return (
    <>
      {problems.length > 0 ? (
        <Banner tone="critical" title="The flow was not saved">
          <List>
            {problems.map((message) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        </Banner>
      ) : null}
      {isLate ? (
        <Banner tone="warning" title="Somebody else saved this flow meanwhile" action={{ content: "Load the page again", onAction: () => location.reload() }}>
          <Text as="p">What you change here can no longer be saved. Copy what you want to keep from the text, and load the page again.</Text>
        </Banner>
      ) : null}
      {refusal === null ? null : (
        <Banner tone="warning" onDismiss={onDismiss}>
          <Text as="p">{refusal}</Text>
        </Banner>
      )}
    </>
  );
}
