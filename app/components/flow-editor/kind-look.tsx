// How each kind of step looks: its sign, and a colour that says what sort of thing it is.
import { Icon } from "@shopify/polaris";
import {
  AlertBubbleIcon, ClockIcon, DiscountCodeIcon, EditIcon, FlagIcon, IqIcon, ChatIcon, MergeIcon, PersonSegmentIcon, QuestionCircleIcon, ReturnIcon, ShareIcon, SortIcon,
} from "@shopify/polaris-icons";
import type { StepKind } from "./edit/kinds.ts";

type Look = { icon: typeof ChatIcon; /** A background of Polaris. */ tint: string };

export const LOOKS: Readonly<Record<StepKind, Look>> = {
  send: { icon: ChatIcon, tint: "var(--p-color-bg-fill-success-secondary)" }, coupon: { icon: DiscountCodeIcon, tint: "var(--p-color-bg-fill-success-secondary)" },
  wait: { icon: ClockIcon, tint: "var(--p-color-bg-fill-caution-secondary)" },
  branch: { icon: PersonSegmentIcon, tint: "var(--p-color-bg-fill-info-secondary)" }, split: { icon: SortIcon, tint: "var(--p-color-bg-fill-info-secondary)" }, experiment: { icon: IqIcon, tint: "var(--p-color-bg-fill-info-secondary)" },
  join: { icon: MergeIcon, tint: "var(--p-color-bg-fill-secondary)" }, goTo: { icon: ReturnIcon, tint: "var(--p-color-bg-fill-secondary)" }, end: { icon: FlagIcon, tint: "var(--p-color-bg-fill-secondary)" },
  update: { icon: EditIcon, tint: "var(--p-color-bg-fill-magic-secondary)" }, call: { icon: ShareIcon, tint: "var(--p-color-bg-fill-magic-secondary)" },
  alert: { icon: AlertBubbleIcon, tint: "var(--p-color-bg-fill-magic-secondary)" }, approval: { icon: QuestionCircleIcon, tint: "var(--p-color-bg-fill-magic-secondary)" },
};

export const KindSign = ({ kind }: { kind: StepKind }) => (
  <span className="segue-flow-sign" style={{ background: LOOKS[kind].tint }}>
    <Icon source={LOOKS[kind].icon} />
  </span>
);
