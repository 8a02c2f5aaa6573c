// Everything Segue holds of one person, as a file.
import { BlockStack, Button, InlineError } from "@shopify/polaris";
import { useDownload } from "../use-download.ts";

export function DownloadButton({ customerId }: { customerId: string }) {
  const { download, isBusy, problem } = useDownload(`/app/customers/${customerId}/export`, `customer-${customerId}.json`);
  return (
    <BlockStack gap="100">
      <Button onClick={download} loading={isBusy} accessibilityLabel={`Download the data of customer ${customerId}`}>
        Download data
      </Button>
      {problem ? <InlineError message={problem} fieldID={customerId} /> : null}
    </BlockStack>
  );
}
