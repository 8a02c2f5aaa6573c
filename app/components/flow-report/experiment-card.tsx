// An experiment: what its arms came to, what that says, how long it may take, and the question where the merchant is asked.
import { Badge, Banner, BlockStack, Button, Collapsible, DataTable, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { formatCount, formatInstant } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { useAnswered } from "../use-answered.ts";
import { EndExperiment } from "./end-experiment.tsx";
import { againstWords, figureWords, lookWords, METRIC_WORDS, needsWords, type Said, sharesWords, standingWords, STATE_WORDS, unknownSharesWords, verdictWords, waitingWords } from "./experiment-words.ts";
import type { ExperimentLine } from "./view.ts";

type Props = { flowId: number; line: ExperimentLine } & Said;

export function ExperimentCard({ flowId, line, ...said }: Props) {
  const [isEnding, setEnding] = useState(false);
  const { submit, isBusy, problems } = useAnswered(() => setEnding(false));
  const choose = (arm: number | null) => submit({ act: "experiment", step: line.step, key: line.key, arm }, { method: "POST", action: `/app/flows/${flowId}`, encType: "application/json" });
  const { label, tone } = STATE_WORDS[line.state];
  const standing = standingWords(line, said);
  const shares = sharesWords(line);
  return (
    <TitledCard title={`Experiment: ${line.design.arms.map(({ name }) => name).join(" or ")}`} says={`Compared by ${METRIC_WORDS[line.design.metric].noun}. You may look as often as you like: the intervals hold for all looks together.${line.rule === null ? " The version that people enter by has it no more." : ""}`} gap="400">
      {line.state === "asked" ? <Question line={line} said={said} isBusy={isBusy} onChoose={choose} onOther={() => setEnding(true)} /> : (
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="p" fontWeight="semibold">{verdictWords(line, said)}</Text>
            <Badge {...(tone ? { tone } : {})}>{label}</Badge>
          </InlineStack>
          {standing === null ? null : <Text as="p">{standing}</Text>}
        </BlockStack>
      )}
      {shares === null ? null : <Banner tone="warning" title="Arms did not get their shares"><p>{shares}</p></Banner>}
      <ArmLines line={line} said={said} />
      {[needsWords(line), waitingWords(line), unknownSharesWords(line)].map((words) => (words === null ? null : <Text as="p" tone="subdued" key={words}>{words}</Text>))}
      {problems.map(({ message }) => <Banner key={message} tone="warning"><p>{message}</p></Banner>)}
      <InlineStack gap="200">
        {line.state === "running" || line.state === "byHand" ? <Button onClick={() => setEnding(true)}>End it</Button> : null}
        {line.state === "decided" ? <Button loading={isBusy} onClick={() => choose(null)}>Let it go on</Button> : null}
      </InlineStack>
      <History line={line} {...said} />
      <EndExperiment open={isEnding} line={line} isBusy={isBusy} onClose={() => setEnding(false)} onChoose={choose} />
    </TitledCard>
  );
}

type Asking = { line: ExperimentLine; said: Said; isBusy: boolean; onChoose: (arm: number | null) => void; onOther: () => void };

function Question({ line, said, isBusy, onChoose, onOther }: Asking) {
  const { verdict: { arm }, design: { arms } } = line;
  return (
    <Banner tone="warning" title="Which way from now on?">
      <BlockStack gap="300">
        <p>{`${verdictWords(line, said)} ${standingWords(line, said) ?? ""}`}</p>
        <InlineStack gap="200" align="start">
          {arm === null
            ? <Button disabled={isBusy} onClick={onOther}>Choose an arm</Button>
            : <Button loading={isBusy} onClick={() => onChoose(arm)}>{`Everybody takes “${arms[arm]?.name ?? ""}”`}</Button>}
          <Button disabled={isBusy} onClick={() => onChoose(null)}>Keep going</Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}

function ArmLines({ line, said }: { line: ExperimentLine; said: Said }) {
  const { design: { arms, metric }, drew, figures } = line;
  const { did } = METRIC_WORDS[metric];
  const against = `Against “${arms[0]?.name ?? ""}”`;
  return (
    <>
      <div className="segue-wide">
        <DataTable
          columnContentTypes={["text", "numeric", "numeric", "text", "text"]}
          headings={["Arm", "Drew it", "Counted", did, against]}
          rows={arms.map(({ name }, arm) => [name, formatCount(drew[arm] ?? 0), formatCount(figures[arm]?.people ?? 0), figureWords(line, arm, said), againstWords(line, arm, said)])}
        />
      </div>
      <div className="segue-phone">
        <BlockStack gap="400">
          {arms.map(({ name }, arm) => (
            <BlockStack key={name} gap="050">
              <Text as="h3" variant="headingSm">{`${name}: ${formatCount(drew[arm] ?? 0)} drew it, ${formatCount(figures[arm]?.people ?? 0)} counted`}</Text>
              <Text as="p">{`${did}: ${figureWords(line, arm, said)}`}</Text>
              {arm === 0 ? null : <Text as="p">{`${against}: ${againstWords(line, arm, said)}`}</Text>}
            </BlockStack>
          ))}
        </BlockStack>
      </div>
    </>
  );
}

function History({ line, timeZone }: { line: ExperimentLine } & Said) {
  const [isOpen, setOpen] = useState(false);
  if (line.looks.length === 0) return null;
  const id = `history-${line.step}-${line.key}`;
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaControls={id} ariaExpanded={isOpen} onClick={() => setOpen(!isOpen)}>History</Button>
      </InlineStack>
      <Collapsible id={id} open={isOpen}>
        <ul aria-label="History of the experiment" style={{ margin: 0, padding: 0, listStyle: "none" }}>
          {line.looks.map((look) => (
            <li key={look.seq}>
              <Text as="span" tone="subdued"><time dateTime={look.at}>{formatInstant(look.at, timeZone)}</time></Text>{" "}
              <Text as="span">{lookWords(line, look)}{look.by === null ? "" : ` (${look.by})`}</Text>
            </li>
          ))}
        </ul>
      </Collapsible>
    </BlockStack>
  );
}
