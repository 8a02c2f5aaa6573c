// Another segment of the shop.
import { Select } from "@shopify/polaris";
import { useShopWords } from "./shop-words.ts";

type Props = { value: number; onChange: (segment: number) => void; error: string | false };

export function SegmentPicker({ value, onChange, error }: Props) {
  const { segments } = useShopWords();
  const options = segments.map(({ segmentId, name }) => ({ value: String(segmentId), label: name }));
  const isListed = Number.isNaN(value) || segments.some(({ segmentId }) => segmentId === value);
  return (
    <Select
      label="Segment"
      labelHidden
      placeholder={options.length > 0 ? "Choose a segment" : "There is no other segment yet"}
      options={isListed ? options : [{ value: String(value), label: "A segment that is gone" }, ...options]}
      value={Number.isNaN(value) ? "" : String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
      error={error}
    />
  );
}
