// The head of the flow: what starts it, who may enter, and what ends it.
import { Badge } from "@shopify/polaris";
import { triggerWords } from "#app/flows/describe/trigger.ts";
import { capital } from "#app/flows/describe/words.ts";
import { StartTitle } from "./ends.tsx";
import { problemsAt, useInEditor } from "./in-editor.ts";
import type { Chosen } from "./use-flow.ts";

const ROWS_MAX = 6;

export function StartCard() {
  const { flow, names, problems } = useInEditor();
  const { definition: { triggers, entry, exits, goals }, chosen } = flow;
  const isChosen = (what: Chosen) => what.is === chosen.is && (what.is !== "trigger" || chosen.is !== "trigger" || what.index === chosen.index);
  const part = (what: Chosen, words: string, isWrong: boolean) => (
    <button type="button" className="segue-flow-part nodrag" aria-pressed={isChosen(what)} onClick={() => flow.choose(what)}>
      {words}
      {isWrong ? <Badge tone="critical">To mend</Badge> : null}
    </button>
  );
  return (
    <section className="segue-flow-start" aria-label="Start of the flow">
      <StartTitle />
      <ul>
        {triggers.slice(0, ROWS_MAX).map((trigger, index) => (
          // Triggers have no name of their own.
          <li key={index}>{part({ is: "trigger", index }, `${index === 0 ? "" : "or "}${index === 0 ? capital(triggerWords(trigger, names)) : triggerWords(trigger, names)}`, problemsAt(problems, ["triggers", index]).length > 0)}</li>
        ))}
      </ul>
      <span className="segue-flow-parts">
        {part({ is: "entry" }, entry.when ? "Only some may enter" : entry.reentry.kind === "never" ? "Enter once" : "Entry", problemsAt(problems, ["entry"]).length > 0)}
        {part({ is: "exits" }, exits.length === 0 ? "Exits" : `Exits: ${exits.map(({ label }) => label).join(", ")}`, problemsAt(problems, ["exits"]).length > 0)}
        {part({ is: "goals" }, goals.length === 0 ? "Goals" : `Goals: ${goals.map(({ label }) => label).join(", ")}`, problemsAt(problems, ["goals"]).length > 0)}
      </span>
    </section>
  );
}
