// Everything that can be done with one step of the list.
import { ActionList, Button, Popover } from "@shopify/polaris";
import { MenuHorizontalIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { Step } from "#app/flows/step.ts";
import { mainWay, type Place } from "./edit/place.ts";
import type { Commands } from "./use-commands.ts";

/** `up`, `down`: where it would stand then; null: it is the first or the last. */
type Props = { step: Step; at: Place | null; up: Place | null; down: Place | null; commands: Commands };

export function StepMenu({ step, at, up, down, commands }: Props) {
  const [isOpen, setOpen] = useState(false);
  const does = (action: () => void) => () => (setOpen(false), action());
  const way = mainWay(step);
  const items = [
    ...(at ? [{ content: "Add a step before", onAction: does(() => commands.ask(at)) }] : []),
    { content: "Move up", disabled: up === null, onAction: does(() => up && commands.move([step.id], up)) },
    { content: "Move down", disabled: down === null, onAction: does(() => down && commands.move([step.id], down)) },
    { content: "Copy", onAction: does(() => void commands.copy([step.id])) },
    ...(way ? [{ content: "Paste after", disabled: isOpen && !commands.hasCopied(), onAction: does(() => commands.paste(undefined, { from: step.id, path: way.path })) }] : []),
    { content: "Duplicate", onAction: does(() => commands.duplicate([step.id])) },
    { content: "Delete", destructive: true, onAction: does(() => commands.remove([step.id])) },
  ];
  return (
    <Popover active={isOpen} onClose={() => setOpen(false)} preferredAlignment="right" activator={<Button variant="tertiary" icon={MenuHorizontalIcon} accessibilityLabel={`What to do with ${step.id}`} ariaExpanded={isOpen} onClick={() => setOpen(!isOpen)} />}>
      <ActionList actionRole="menuitem" items={items} />
    </Popover>
  );
}
