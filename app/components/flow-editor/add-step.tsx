// The choice of a step to put in: from a button on each way of the flow.
import { ActionList, Button, Popover } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { samePlace, type Place, targetAt } from "./edit/place.ts";
import { STEP_GROUPS } from "./edit/kinds.ts";
import { LOOKS } from "./kind-look.tsx";
import type { Commands } from "./use-commands.ts";
import { useInEditor } from "./in-editor.ts";

type Props = { place: Place; label: string; commands: Commands; /** With its words, in lists. */ isWide?: boolean };

export function AddStep({ place, label, commands, isWide = false }: Props) {
  const { flow: { definition } } = useInEditor();
  const isOpen = commands.adding !== null && samePlace(commands.adding, place);
  const close = () => commands.ask(null);
  const isEnd = targetAt(definition, place) === null;
  const toggle = () => commands.ask(isOpen ? null : place);
  const activator = isWide ? (
    <Button icon={PlusIcon} variant="tertiary" size="slim" onClick={toggle} accessibilityLabel={label} ariaExpanded={isOpen}>
      Add a step
    </Button>
  ) : (
    <button type="button" className="segue-flow-add nodrag nopan" aria-label={label} aria-expanded={isOpen} onClick={toggle}>
      <span aria-hidden>+</span>
    </button>
  );
  const paste = { title: "Copied before", items: [{ content: "Paste", onAction: () => (close(), commands.paste(undefined, place)) }] };
  const sections = STEP_GROUPS.map(({ title, kinds }) => ({
    title, items: kinds.filter(({ kind }) => isEnd || kind !== "end").map(({ kind, label: content, help }) => ({ content, helpText: help, icon: LOOKS[kind].icon, onAction: () => commands.add(kind, place) })),
  }));
  return (
    <Popover active={isOpen} onClose={close} activator={activator} preferredAlignment="center" preferredPosition="below" autofocusTarget="first-node">
      <ActionList actionRole="menuitem" sections={[...sections, ...(isOpen && commands.hasCopied() ? [paste] : [])]} />
    </Popover>
  );
}
