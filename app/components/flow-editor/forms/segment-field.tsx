// A segment of the shop.
import { Select } from "@shopify/polaris";
import { useShopWords } from "../../builder/shop-words.ts";

export function SegmentField({ label, value, onChange, error }: { label: string; value: number; onChange: (segment: number) => void; error: string | false }) {
  const { segments } = useShopWords();
  const options = segments.map(({ segmentId, name }) => ({ value: String(segmentId), label: name }));
  const isListed = Number.isNaN(value) || segments.some(({ segmentId }) => segmentId === value);
  return <Select label={label} placeholder={options.length > 0 ? "Choose a segment" : "There is no segment yet"} options={isListed ? options : [{ value: String(value), label: "A segment that is gone" }, ...options]} value={Number.isNaN(value) ? "" : String(value)} onChange={(chosen) => onChange(Number(chosen))} error={Number.isNaN(value) ? "Choose a segment." : error} />;
}
