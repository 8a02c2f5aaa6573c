// Another segment of the shop.
import { NamedPicker } from "./named-picker.tsx";
import { useShopWords } from "./shop-words.ts";

type Props = { value: number; onChange: (segment: number) => void; error: string | false };

export function SegmentPicker(props: Props) {
  const { segments } = useShopWords();
  return <NamedPicker label="Segment" all={segments.map(({ segmentId, name }) => ({ id: segmentId, name }))} none="There is no other segment yet" {...props} />;
}
