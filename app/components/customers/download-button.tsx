// Everything Segue holds of one person, as a file. It is fetched, not linked to: a link would carry no
// proof of who asks.
import { Button, InlineError, BlockStack } from "@shopify/polaris";
import { useState } from "react";

export function DownloadButton({ customerId }: { customerId: string }) {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  async function download() {
    setState("busy");
    const answer = await fetch(`/app/customers/${customerId}/export`).catch(() => null);
    if (!answer?.ok) return setState("failed");
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = `customer-${customerId}.json`;
    link.click();
    URL.revokeObjectURL(address);
    setState("idle");
  }
  return (
    <BlockStack gap="100">
      <Button onClick={() => void download()} loading={state === "busy"} accessibilityLabel={`Download the data of customer ${customerId}`}>
        Download data
      </Button>
      {state === "failed" ? <InlineError message="The file could not be made. Try again." fieldID={customerId} /> : null}
    </BlockStack>
  );
}
