// The Admin API for one shop: token, cost bucket, request, answer as a value. It never sleeps and
// never asks twice: a caller that was throttled or failed keeps its row due until `retryAt`.
import type { z } from "zod";
import type { Http } from "../lib/http.ts";
import type { ShopId } from "../lib/ids.ts";
import { later } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { type AdminAnswer, type AdminFailure, adminRequest, classify } from "./admin.ts";
import { type Bucket, waitUntil } from "./cost.ts";
import { pauseShop } from "../shops/pause-rows.server.ts";
import { offlineToken, type Token, tokenAfterRefusal } from "./token.server.ts";

type Options = {
  /** What the request will cost, as far as we know: one mutation is 10, one object 1. */
  cost?: number;
  /** A merchant is waiting: use the part of the bucket that background work leaves. */
  urgent?: boolean;
  /** The part of the bucket that this leaves to others. */
  reserve?: number;
  /** Take data that comes with errors of single fields. */
  partial?: boolean;
};

export type Admin = {
  query<Shape extends z.ZodType>(shape: Shape, document: string, variables: unknown, options?: Options): Promise<AdminAnswer<z.infer<Shape>>>;
};

const COST = 10;

export function admin(world: World, shop: ShopId): Admin {
  return {
    async query(shape, document, variables, { cost = COST, urgent = false, partial = false, reserve } = {}) {
      const wait = urgent ? null : waitUntil(bucketsOf(world.http).get(shop), cost, world.now(), reserve);
      if (wait) return { kind: "failed", reason: "throttled", detail: "Waiting for Shopify's cost bucket to fill.", retryAt: wait };
      const token = await offlineToken(world, shop);
      if (token.kind === "failed") return withoutToken(token);
      const raw = await world.http.send(adminRequest(token.domain, token.accessToken, document, variables));
      const { answer, bucket } = classify(raw, shape, { now: world.now(), chance: chanceOf(world), partial });
      if (bucket) bucketsOf(world.http).set(shop, bucket);
      return answer.kind === "failed" ? settle(world, shop, answer, token.accessToken) : answer;
    },
  };
}

/** 401 ends the shop's work until the merchant comes back, unless the token can be renewed; 402 and 423 until Shopify answers again (probe.server.ts). */
async function settle(world: World, shop: ShopId, failure: AdminFailure, accessToken: string): Promise<AdminFailure> {
  if (failure.reason === "frozen" || failure.reason === "locked") await pauseShop(world, shop, failure.detail, true);
  if (failure.reason !== "unauthorized") return failure;
  const next = await tokenAfterRefusal(world, shop, accessToken);
  if (next.kind === "failed") return withoutToken(next);
  return { ...failure, retryAt: later(world.now(), 1) };
}

function withoutToken(failed: Extract<Token, { kind: "failed" }>): AdminFailure {
  const reason = failed.reason === "network" ? "network" : failed.reason === "shut" ? "frozen" : "unauthorized";
  return { kind: "failed", reason, detail: failed.detail, ...(failed.retryAt && { retryAt: failed.retryAt }) };
}

/** 0 to 1 from the world's ids, so that a replay waits the same. */
export const chanceOf = (world: World) => (Number.parseInt(world.ids.uuid().slice(-8), 16) % 1000) / 1000;

// What this process last heard of each shop's bucket. Only a hint: Shopify's THROTTLED is the truth,
// and other processes draw from the same bucket. Kept beside the network it was heard on.
const heard = new WeakMap<Http, Map<ShopId, Bucket>>();

function bucketsOf(http: Http): Map<ShopId, Bucket> {
  const known = heard.get(http) ?? new Map<ShopId, Bucket>();
  heard.set(http, known);
  return known;
}
