// Pinning somebody: found by what a person types, always in or always out, with the reason.
import { BlockStack, ChoiceList, Modal, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { customerName } from "../customers/customer-name.ts";
import type { CustomerLine } from "../customers/customer-table.tsx";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";

const PAUSE_MS = 300;
const FOUND_MAX = 6;

export function PinModal({ address, onClose }: { address: string; onClose: () => void }) {
  const { submit, isBusy, problems } = useAnswered(onClose);
  const [customer, setCustomer] = useState("");
  const [side, setSide] = useState<string>("in");
  const [reason, setReason] = useState("");
  const pin = () => submit({ customer, side, reason }, { method: "POST", action: `${address}/pins`, encType: "application/json" });
  return (
    <Modal open onClose={onClose} title="Pin somebody" primaryAction={{ content: "Pin", onAction: pin, loading: isBusy }} secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <BlockStack gap="400">
          {problems.filter(({ path }) => path.length === 0).map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
          <Finder customer={customer} onChoose={setCustomer} error={problemAt(problems, ["customer"])} />
          <ChoiceList
            title="Where they belong"
            selected={[side]}
            onChange={([chosen]) => setSide(chosen ?? "in")}
            choices={[
              { value: "in", label: "Always in this segment" },
              { value: "out", label: "Always out of this segment" },
            ]}
          />
          <TextField label="Reason" value={reason} onChange={setReason} autoComplete="off" maxLength={300} multiline={2} error={problemAt(problems, ["reason"])} helpText="For whoever wonders later." />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

type FinderProps = { customer: string; onChoose: (customer: string) => void; error: string | false };

/** The same search as the Customers page. */
function Finder({ customer, onChoose, error }: FinderProps) {
  const search = useFetcher<{ page: { lines: CustomerLine[] } }>();
  const [text, setText] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const found = text.trim() === "" ? [] : (search.data?.page.lines ?? []).slice(0, FOUND_MAX);
  function ask(next: string): void {
    setText(next);
    onChoose("");
    clearTimeout(timer.current);
    if (next.trim() !== "") timer.current = setTimeout(() => search.load(`/app/customers?index&q=${encodeURIComponent(next.trim())}`), PAUSE_MS);
  }
  return (
    <BlockStack gap="200">
      <TextField label="Customer" value={text} onChange={ask} autoComplete="off" type="search" placeholder="Search by email, phone or name" maxLength={200} error={error} clearButton onClearButtonClick={() => ask("")} />
      {found.length > 0 ? (
        <ChoiceList
          title="People found"
          titleHidden
          selected={[customer]}
          onChange={([chosen]) => onChoose(chosen ?? "")}
          choices={found.map((line) => ({ value: line.customerId, label: customerName(line), helpText: line.email ?? `Customer ${line.customerId}` }))}
        />
      ) : null}
      {text.trim() !== "" && found.length === 0 && search.state === "idle" && search.data ? (
        <Text as="p" tone="subdued">
          Nobody found.
        </Text>
      ) : null}
    </BlockStack>
  );
}
