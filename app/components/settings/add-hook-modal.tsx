// Asks for an address, for which segments and for which changes it is called; then shows, this once, what its calls are signed with.
import { Banner, BlockStack, ChoiceList, Modal, Select, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { problemAt } from "../problems-of.ts";
import { SecretModal } from "./secret-modal.tsx";

export type SegmentChoice = { segmentId: number; name: string };
type Answer = { problems: Problem[]; secret: string | null };
type Draft = { url: string; segmentId: number | null; changes: string[] };

const ADDRESS = "/app/settings/webhooks";
const FORM = "add-webhook";

export function AddHookModal({ segments, onClose }: { segments: SegmentChoice[]; onClose: () => void }) {
  const fetcher = useFetcher<Answer>();
  const [draft, setDraft] = useState<Draft>({ url: "", segmentId: null, changes: ["entered", "left"] });
  const [own, setOwn] = useState<Problem[]>([]);
  const isBusy = fetcher.state !== "idle";
  const secret = fetcher.data?.secret ?? null;
  if (secret !== null) return <SecretModal secret={secret} onClose={onClose} />;
  const problems = own.length > 0 ? own : isBusy ? [] : (fetcher.data?.problems ?? []);
  function add() {
    const asked = { ...draft, url: draft.url.trim() };
    const missing = missingIn(asked);
    setOwn(missing);
    if (missing.length === 0) fetcher.submit(asked, { method: "POST", action: ADDRESS, encType: "application/json" });
  }
  return (
    <Modal
      open
      onClose={onClose}
      title="Add webhook"
      primaryAction={{ content: "Add webhook", onAction: add, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <form id={FORM} onSubmit={(event) => (event.preventDefault(), add())}>
          <BlockStack gap="400">
            {problems.filter(({ path }) => path.length === 0).map(({ message }) => (
              <Banner key={message} tone="critical">
                <p>{message}</p>
              </Banner>
            ))}
            <HookFields draft={draft} onChange={setDraft} segments={segments} problems={problems} />
          </BlockStack>
        </form>
      </Modal.Section>
    </Modal>
  );
}

function missingIn({ url, changes }: Draft): Problem[] {
  return [
    ...(url === "" ? [{ path: ["url"], message: "is missing" }] : []),
    ...(changes.length === 0 ? [{ path: ["changes"], message: "" }] : []),
  ];
}

type FieldsProps = { draft: Draft; onChange: (draft: Draft) => void; segments: SegmentChoice[]; problems: Problem[] };

function HookFields({ draft, onChange, segments, problems }: FieldsProps) {
  const url = problemAt(problems, ["url"]);
  const segment = problemAt(problems, ["segmentId"]);
  const isSilent = problems.some(({ path }) => path[0] === "changes");
  return (
    <>
      <TextField
        label="Address"
        type="url"
        value={draft.url}
        onChange={(next) => onChange({ ...draft, url: next })}
        autoComplete="off"
        placeholder="https://example.com/segue"
        helpText="Begins with https:// and answers within 10 seconds. On screens Segue leaves out what follows a question mark."
        error={url && `The address ${url}.`}
      />
      <Select
        label="Segments"
        value={draft.segmentId === null ? "" : String(draft.segmentId)}
        onChange={(next) => onChange({ ...draft, segmentId: next === "" ? null : Number(next) })}
        options={[{ value: "", label: "Every segment, also those to come" }, ...segments.map(({ segmentId, name }) => ({ value: String(segmentId), label: name }))]}
        error={segment && `This ${segment}.`}
      />
      <ChoiceList
        allowMultiple
        title="It is called when"
        selected={draft.changes}
        onChange={(next) => onChange({ ...draft, changes: next })}
        choices={[{ value: "entered", label: "Somebody joins" }, { value: "left", label: "Somebody leaves" }]}
        {...(isSilent ? { error: "Choose at least one: it would never be called." } : {})}
      />
    </>
  );
}
