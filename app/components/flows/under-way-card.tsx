// What is being carried out for the flow as a whole: people who are told to go on or move, and people who are let in.
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { formatCount, formatPeople } from "../format.ts";
import { useAnswered } from "../use-answered.ts";
import type { UnderWay } from "./view.ts";

const TELLING: Record<NonNullable<UnderWay["telling"]>["say"], string> = {
  pause: "Everybody in it is being stopped where they stand.", resume: "Everybody in it is being let go on.", move: "People of older versions are being moved.", stop: "Everybody in it is being let out.",
};

export function UnderWayCard({ underWay: { telling, activation }, waiting, address }: { underWay: UnderWay; waiting: number; address: string }) {
  const { submit, isBusy, problems } = useAnswered(() => undefined);
  const send = (act: string) => submit({ act }, { method: "POST", action: address, encType: "application/json" });
  const isLetting = activation !== null && (!activation.isDone || waiting > 0);
  const held = activation?.isDone ? activation.held : 0;
  if (!telling && !isLetting && held === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        {problems.map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        {telling ? (
          <div role="status">
            <Text as="p">{`${TELLING[telling.say]} ${formatPeople(telling.told)} so far.`}</Text>
          </div>
        ) : null}
        {isLetting && activation ? (
          <BlockStack gap="200" inlineAlign="start">
            <div role="status">
              <Text as="p">{lettingWords(activation, waiting)}</Text>
            </div>
            <Button onClick={() => send("stopLetting")} loading={isBusy}>
              Let nobody else in
            </Button>
          </BlockStack>
        ) : null}
        {held > 0 ? (
          <InlineStack gap="300" blockAlign="center">
            <Text as="p">{`${formatPeople(held)} matched and ${held === 1 ? "was" : "were"} not drawn.`}</Text>
            <Button onClick={() => send("letRest")} loading={isBusy}>
              Let the rest in
            </Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function lettingWords({ isDone, seen, let: let_, late }: NonNullable<UnderWay["activation"]>, waiting: number): string {
  const looked = isDone ? "" : `Looking for who matches: ${formatPeople(seen)} looked at so far. `;
  const late_ = late === 0 ? "" : ` For ${formatCount(late)} everything was over already.`;
  return `${looked}${formatPeople(let_)} ${let_ === 1 ? "is" : "are"} let in; ${formatCount(waiting)} of them ${waiting === 1 ? "waits" : "wait"} for their turn.${late_}`;
}
