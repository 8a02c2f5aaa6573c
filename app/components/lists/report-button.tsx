// The lines that were left out, as a file. It is fetched, not linked to: a link would carry no proof of who asks.
import { BlockStack, Button, InlineError, InlineStack } from "@shopify/polaris";
import { useState } from "react";

export function ReportButton({ uploadId }: { uploadId: number }) {
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  async function download() {
    setState("busy");
    const answer = await fetch(`/app/lists/uploads/${uploadId}/report`).catch(() => null);
    if (!answer?.ok) return setState("failed");
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = `list-report-${uploadId}.csv`;
    link.click();
    URL.revokeObjectURL(address);
    setState("idle");
  }
  return (
    <BlockStack gap="100">
      <InlineStack>
        <Button onClick={() => void download()} loading={state === "busy"}>
          Download the report
        </Button>
      </InlineStack>
      {state === "failed" ? <InlineError message="The file could not be made. Try again." fieldID="report" /> : null}
    </BlockStack>
  );
}
