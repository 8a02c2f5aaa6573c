// Something outside this flow that is told or started: a platform's list, an address, Shopify Flow, another flow.
import { BlockStack } from "@shopify/polaris";
import type { Call } from "#app/flows/step.ts";
import { useShopWords } from "../../builder/shop-words.ts";
import { problemAt } from "../../problems-of.ts";
import { useInEditor } from "../in-editor.ts";
import { Pick, TextLine } from "./fields.tsx";
import type { StepForm } from "./form.ts";

const KINDS = [["webhook", "Tell an address (webhook)"], ["shopifyFlow", "Start Shopify Flow"], ["startFlow", "Start another flow"], ["stopFlow", "End another flow for them"], ["listIn", "Put on a list that platforms follow"], ["listOut", "Take off such a list"]] as const;

function callOf(kind: Call["kind"], list: number, flow: { id: number; name: string } | undefined): Call {
  switch (kind) {
    case "listIn": case "listOut": return { kind, target: list };
    case "webhook": return { kind, url: null, event: "flow.step" };
    case "shopifyFlow": return { kind, event: "flow.step" };
    case "startFlow": case "stopFlow": return { kind, flow: flow?.id ?? null, name: flow?.name ?? "Another flow" };
    default: return kind satisfies never;
  }
}

export function CallForm({ step, set, problems }: StepForm<"call">) {
  const { words: { flows } } = useInEditor();
  const { lists } = useShopWords();
  const { call } = step;
  const offered = KINDS.filter(([kind]) => kind === call.kind || lists.length > 0 || !kind.startsWith("list"));
  return (
    <BlockStack gap="300">
      <Pick label="What" choices={offered} value={call.kind} onChange={(kind) => set({ ...step, call: callOf(kind, lists[0]?.listId ?? 1, flows[0]) })} />
      <Fields call={call} set={(next) => set({ ...step, call: next })} error={(field) => problemAt(problems, ["call", field])} />
    </BlockStack>
  );
}

function Fields({ call, set, error }: { call: Call; set: (call: Call) => void; error: (field: string) => string | false }) {
  const { words: { flows } } = useInEditor();
  const { lists } = useShopWords();
  switch (call.kind) {
    case "listIn": case "listOut":
      return <Pick label="List" choices={lists.map(({ listId, name }) => [String(listId), name] as const)} value={String(call.target)} onChange={(target) => set({ ...call, target: Number(target) })} error={error("target")} />;
    case "webhook":
      return (
        <>
          <TextLine label="Address" placeholder="https://" max={1_000} value={call.url} onChange={(url) => set({ ...call, url: url.trim() === "" ? null : url.trim() })} error={error("url")} helpText="It is told who came here and when, signed as your other webhooks are." />
          <TextLine label="Name of what is told" max={64} value={call.event} onChange={(event) => set({ ...call, event })} error={error("event")} />
        </>
      );
    case "shopifyFlow":
      return <TextLine label="Name of what is told" max={64} value={call.event} onChange={(event) => set({ ...call, event })} error={error("event")} helpText="A workflow in Shopify Flow can begin with it." />;
    case "startFlow": case "stopFlow": {
      const choices = [["", call.flow === null ? `Not chosen yet (${call.name})` : "Not chosen yet"] as const, ...flows.map(({ id, name }) => [String(id), name] as const)];
      return <Pick label="Flow" choices={choices} value={call.flow === null ? "" : String(call.flow)} onChange={(chosen) => set({ ...call, flow: chosen === "" ? null : Number(chosen), name: flows.find(({ id }) => String(id) === chosen)?.name ?? call.name })} error={error("flow")} />;
    }
    default:
      return call satisfies never;
  }
}
