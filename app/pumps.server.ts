// The whole engine: each pump moves rows that are due from one table to the next.
import { detail } from "./inbox/detail.server.ts";
import { forget } from "./inbox/forget.server.ts";
import { import_ } from "./inbox/import.server.ts";
import { events, ingest } from "./inbox/ingest.server.ts";
import type { Pump } from "./lib/pump.server.ts";
import { native } from "./lists/native.server.ts";
import { replay } from "./flows/replay/replay.server.ts";
import { flow } from "./flows/run/flow.server.ts";
import { list } from "./lists/read.server.ts";
import { campaign } from "./messages/campaigns/campaign.server.ts";
import { hear } from "./messages/talk/hear.server.ts";
import { coupon } from "./messages/coupons/coupon-make.server.ts";
import { unsent } from "./messages/compliance/unsent.server.ts";
import { click } from "./messages/links/click.server.ts";
import { call } from "./outbox/call.server.ts";
import { deliver } from "./outbox/deliver.server.ts";
import { relay } from "./outbox/relay.server.ts";
import { text } from "./outbox/text.server.ts";
import { probe } from "./shopify/probe.server.ts";
import { clock } from "./segments/clock.server.ts";
import { evaluate } from "./segments/evaluate.server.ts";
import { mirror } from "./sync/mirror.server.ts";

export const pumps: Pump[] = [coupon, click, unsent, forget, import_, ingest, events, list, native, evaluate, clock, mirror, deliver, relay, campaign, text, call, probe, detail, hear, flow, replay];
