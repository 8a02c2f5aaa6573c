// What a route takes from its address. A number that makes no sense, or is another shop's, is not
// found; whoever asks learns nothing more.
import { z } from "zod";
import { CustomerId, ListId, SegmentId } from "./lib/ids.ts";
import { CampaignId } from "./messages/campaigns/campaign.ts";
import { MessageId } from "./messages/message/message.ts";
import { PlatformId } from "./platforms/adapter.ts";
import { CouponId } from "./messages/coupons/coupon.ts";
import { ConnectionId } from "./platforms/connection.ts";

type Params = Record<string, string | undefined>;

export const notFound = () => new Response("Not found", { status: 404, statusText: "Not found" });

const Small = z.string().regex(/^[1-9]\d{0,8}$/).transform(Number);

export function requireSegmentId(params: Params): SegmentId {
  const read = Small.pipe(SegmentId).safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

/** "3,5": each once, in that order. */
export function requireSegments(text: string | undefined, max: number): SegmentId[] {
  const read = z.array(Small.pipe(SegmentId)).max(max).safeParse([...new Set((text ?? "").split(",").filter(Boolean))]);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireMessageId(params: Params): MessageId {
  const read = Small.pipe(MessageId).safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireListId(params: Params): ListId {
  const read = Small.pipe(ListId).safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireCampaignId(params: Params): CampaignId {
  const read = Small.pipe(CampaignId).safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireUploadId(params: Params): number {
  const read = Small.safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireConnectionId(text: string | undefined): ConnectionId {
  const read = Small.pipe(ConnectionId).safeParse(text);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireCouponId(params: Params): CouponId {
  const read = Small.pipe(CouponId).safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireHookId(params: Params): number {
  const read = Small.safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

export function requirePlatform(params: Params): PlatformId {
  const read = PlatformId.safeParse(params.key);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireCustomerId(params: Params): CustomerId {
  const read = CustomerId.safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}

export function requireFound<Found>(found: Found | null): Found {
  if (found === null) throw notFound();
  return found;
}

/** A counted row's number, as the address has it. */
export function requireRowId(params: Params): string {
  const read = z.string().regex(/^[1-9]\d{0,17}$/).safeParse(params.id);
  if (!read.success) throw notFound();
  return read.data;
}
