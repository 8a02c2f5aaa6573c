// What a route takes from its address. A number that makes no sense, or is another shop's, is not
// found; whoever asks learns nothing more.
import { z } from "zod";
import { CustomerId, ListId, SegmentId } from "./lib/ids.ts";
import { FlowId } from "./flows/flow/flow.ts";
import { CampaignId } from "./messages/campaigns/campaign.ts";
import { CouponId } from "./messages/coupons/coupon.ts";
import { MessageId } from "./messages/message/message.ts";
import { PlatformId } from "./platforms/adapter.ts";
import { ConnectionId } from "./platforms/connection.ts";

type Params = Record<string, string | undefined>;

export const notFound = () => new Response("Not found", { status: 404, statusText: "Not found" });

const Small = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number);
/** Of a counted row, as an address has it. */
export const RowNumber = z.string().regex(/^[1-9]\d{0,17}$/);

function required<Shape extends z.ZodType>(shape: Shape, given: unknown): z.output<Shape> {
  const read = shape.safeParse(given);
  if (!read.success) throw notFound();
  return read.data;
}

export const requireSegmentId = (params: Params): SegmentId => required(Small.pipe(SegmentId), params.id);

/** "3,5": each once, in that order. */
export const requireSegments = (text: string | undefined, max: number): SegmentId[] =>
  required(z.array(Small.pipe(SegmentId)).max(max), [...new Set((text ?? "").split(",").filter(Boolean))]);

export const requireMessageId = (params: Params): MessageId => required(Small.pipe(MessageId), params.id);

export const requireListId = (params: Params): ListId => required(Small.pipe(ListId), params.id);

export const requireCampaignId = (params: Params): CampaignId => required(Small.pipe(CampaignId), params.id);

export const requireFlowId = (params: Params): FlowId => required(Small.pipe(FlowId), params.id);

export const requireUploadId = (params: Params): number => required(Small, params.id);

export const requireConnectionId = (text: string | undefined): ConnectionId => required(Small.pipe(ConnectionId), text);

export const requireCouponId = (params: Params): CouponId => required(Small.pipe(CouponId), params.id);

export const requireHookId = (params: Params): number => required(Small, params.id);

export const requirePlatform = (params: Params): PlatformId => required(PlatformId, params.key);

export const requireCustomerId = (params: Params): CustomerId => required(CustomerId, params.id);

export function requireFound<Found>(found: Found | null): Found {
  if (found === null) throw notFound();
  return found;
}

export const requireRowId = (params: Params): string => required(RowNumber, params.id);
