// Above the flow: how it is looked at, the way back, and what can be tried.
import { Badge, Button, ButtonGroup, InlineStack } from "@shopify/polaris";
import { CodeIcon, LayoutSectionIcon, ListBulletedIcon, PersonIcon, RedoIcon, UndoIcon } from "@shopify/polaris-icons";
import { formatPlural } from "../format.ts";
import { useInEditor } from "./in-editor.ts";

export type View = "canvas" | "list" | "text";
type Props = { view: View; onView: (view: View) => void; onTry: () => void };

const VIEWS = [["canvas", "Canvas", LayoutSectionIcon], ["list", "List", ListBulletedIcon], ["text", "Text", CodeIcon]] as const;

export function Toolbar({ view, onView, onTry }: Props) {
  const { flow, findings, problems, checked } = useInEditor();
  const count = problems.length + findings.length;
  const isStopped = problems.length > 0 || findings.some(({ severity }) => severity === "stop");
  return (
    <div role="group" aria-label="Editor">
      <InlineStack gap="300" align="space-between" blockAlign="center">
        <InlineStack gap="300" blockAlign="center">
          <ButtonGroup variant="segmented">
            {VIEWS.map(([value, label, icon]) => (
              <Button key={value} icon={icon} pressed={view === value} onClick={() => onView(value)}>
                {label}
              </Button>
            ))}
          </ButtonGroup>
          <ButtonGroup variant="segmented">
            <Button icon={UndoIcon} accessibilityLabel="Undo" disabled={!flow.canUndo} onClick={flow.undo} />
            <Button icon={RedoIcon} accessibilityLabel="Redo" disabled={!flow.canRedo} onClick={flow.redo} />
          </ButtonGroup>
        </InlineStack>
        <InlineStack gap="300" blockAlign="center">
          <button type="button" className="segue-flow-check" onClick={() => flow.choose({ is: "flow" })}>
            {count === 0 ? <Badge tone="success">{checked.state === "asking" ? "Looking …" : "Nothing found"}</Badge> : <Badge tone={isStopped ? "critical" : "warning"}>{formatPlural(count, "finding")}</Badge>}
          </button>
          <Button icon={PersonIcon} onClick={onTry} disabled={problems.length > 0}>
            Test on a person
          </Button>
        </InlineStack>
      </InlineStack>
    </div>
  );
}
