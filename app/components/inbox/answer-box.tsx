// The box to answer in, until when one may, or why not.
import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { TEXT_MAX } from "#app/messages/text/parts.ts";
import { lengthWords } from "#app/messages/talk/thread.ts";
import { formatAgo, formatInstant } from "../format.ts";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";

type Props = { address: string; answer: { problem: string | null; until: string | null }; via: string | null; token: string; timeZone: string; now: string };

export function AnswerBox({ address, answer: { problem, until }, via, token, timeZone, now }: Props) {
  const [text, setText] = useState("");
  // The page is read again and again while it is open; a second click must find the same word.
  const [held, setHeld] = useState(token);
  const { submit, isBusy, problems } = useAnswered(() => {
    setText("");
    setHeld(token);
  });
  if (problem !== null) {
    return (
      <Text as="p" tone="subdued">
        {`You cannot answer now. ${problem}`}
      </Text>
    );
  }
  const send = () => submit(JSON.stringify({ act: "answer", text, token: held }), { method: "POST", action: address, encType: "application/json" });
  return (
    <BlockStack gap="200">
      <TextField
        label="Answer"
        value={text}
        onChange={setText}
        multiline={3}
        maxLength={TEXT_MAX}
        autoComplete="off"
        helpText={text === "" ? "About what they wrote. It goes at once; offers are for campaigns." : lengthWords(text)}
        error={problemAt(problems, ["text"]) || problemAt(problems.filter(({ path }) => path.length === 0), [])}
      />
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" variant="bodySm" tone="subdued">
          {until === null ? "" : `Can be answered until ${formatInstant(until, timeZone)} (${formatAgo(until, now)}).`}
          {via === null ? "" : ` They wrote to your number at ${via}; your answer comes from the one you send from.`}
        </Text>
        <Button variant="primary" onClick={send} loading={isBusy} disabled={text.trim() === ""}>
          Send
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
