// One condition: the editor that its kind needs.
import type { Problem } from "#app/lib/problem.ts";
import type { Leaf } from "#app/segments/definition.ts";
import { AggEditor } from "./agg-editor.tsx";
import { AttrEditor } from "./attr-editor.tsx";
import { BucketEditor } from "./bucket-editor.tsx";
import { CmpEditor } from "./cmp-editor.tsx";
import { FlowRunsEditor } from "./flow-runs-editor.tsx";
import { InEditor } from "./in-editor.tsx";
import { ListEditor } from "./list-editor.tsx";
import { NthEditor } from "./nth-editor.tsx";
import { RankEditor } from "./rank-editor.tsx";
import { RateEditor } from "./rate-editor.tsx";
import { SeqEditor } from "./seq-editor.tsx";
import { ShareEditor } from "./share-editor.tsx";
import { SomeEditor } from "./some-editor.tsx";
import { TopEditor } from "./top-editor.tsx";
import { TrendEditor } from "./trend-editor.tsx";

/** Problems' paths are relative to the leaf. */
export type EditorProps<Kind extends Leaf> = { leaf: Kind; onChange: (leaf: Leaf) => void; problems: Problem[] };

export function LeafEditor({ leaf, onChange, problems }: EditorProps<Leaf>) {
  const shared = { onChange, problems };
  switch (leaf.kind) {
    case "attr":
      return <AttrEditor leaf={leaf} {...shared} />;
    case "agg":
      return <AggEditor leaf={leaf} {...shared} />;
    case "nth":
      return <NthEditor leaf={leaf} {...shared} />;
    case "share":
      return <ShareEditor leaf={leaf} {...shared} />;
    case "top":
      return <TopEditor leaf={leaf} {...shared} />;
    case "some":
      return <SomeEditor leaf={leaf} {...shared} />;
    case "cmp":
      return <CmpEditor leaf={leaf} {...shared} />;
    case "rate":
      return <RateEditor leaf={leaf} {...shared} />;
    case "trend":
      return <TrendEditor leaf={leaf} {...shared} />;
    case "rank":
      return <RankEditor leaf={leaf} {...shared} />;
    case "seq":
      return <SeqEditor leaf={leaf} {...shared} />;
    case "in":
      return <InEditor leaf={leaf} {...shared} />;
    case "flow":
      return <FlowRunsEditor leaf={leaf} {...shared} />;
    case "list":
      return <ListEditor leaf={leaf} {...shared} />;
    case "bucket":
      return <BucketEditor leaf={leaf} {...shared} />;
    default:
      return leaf satisfies never;
  }
}
