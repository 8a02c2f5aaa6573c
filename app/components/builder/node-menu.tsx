// What can be done with a condition or a group as a whole.
import { ActionList, Button, Popover } from "@shopify/polaris";
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, DuplicateIcon, MenuHorizontalIcon, MinusCircleIcon, NoteAddIcon, NoteIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import type { BuilderAction, Draft } from "./state.ts";

type Props = { node: Draft; label: string; /** Absent: it is the whole, which stays where it is. */ place?: { isFirst: boolean; isLast: boolean }; dispatch: (action: BuilderAction) => void };

export function NodeMenu({ node, label, place, dispatch }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { key } = node;
  const negated = node.nots % 2 === 1;
  const does = (action: BuilderAction) => () => {
    setOpen(false);
    dispatch(action);
  };
  const items = [
    ...(node.kind === "leaf" ? [{ content: negated ? "Look for people who match" : "Look for people who do not match", icon: MinusCircleIcon, onAction: does({ do: "negate", key }) }] : []),
    node.note === undefined ? { content: "Add note", icon: NoteAddIcon, onAction: does({ do: "note", key, note: "" }) } : { content: "Remove note", icon: NoteIcon, onAction: does({ do: "note", key, note: undefined }) },
    ...(place ? [
      { content: "Move up", icon: ArrowUpIcon, disabled: place.isFirst, onAction: does({ do: "move", key, by: -1 }) },
      { content: "Move down", icon: ArrowDownIcon, disabled: place.isLast, onAction: does({ do: "move", key, by: 1 }) },
      { content: "Duplicate", icon: DuplicateIcon, onAction: does({ do: "duplicate", key }) },
      { content: "Remove", icon: DeleteIcon, destructive: true, onAction: does({ do: "remove", key }) },
    ] : []),
  ];
  return (
    <Popover
      active={isOpen}
      onClose={() => setOpen(false)}
      preferredAlignment="right"
      autofocusTarget="first-node"
      activator={<Button variant="tertiary" icon={MenuHorizontalIcon} accessibilityLabel={`More for ${label}`} onClick={() => setOpen(!isOpen)} />}
    >
      <ActionList actionRole="menuitem" items={items} />
    </Popover>
  );
}
