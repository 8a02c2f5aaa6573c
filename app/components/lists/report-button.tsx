// The lines that were left out, as a file.
import { BlockStack, Button, InlineError, InlineStack } from "@shopify/polaris";
import { useDownload } from "../use-download.ts";

export function ReportButton({ uploadId }: { uploadId: number }) {
  const { download, isBusy, problem } = useDownload(`/app/lists/uploads/${uploadId}/report`, `list-report-${uploadId}.csv`);
  return (
    <BlockStack gap="100">
      <InlineStack>
        <Button onClick={download} loading={isBusy}>
          Download the report
        </Button>
      </InlineStack>
      {problem ? <InlineError message={problem} fieldID="report" /> : null}
    </BlockStack>
  );
}
