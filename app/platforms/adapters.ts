// The adapters by platform. Tests hand in their own.
import { invariant } from "../lib/invariant.ts";
import type { Adapter, PlatformId } from "./adapter.ts";
import { attentive } from "./attentive.ts";
import { klaviyo } from "./klaviyo.ts";
import { omnisend } from "./omnisend.ts";
import { postscript } from "./postscript.ts";
import { twilio } from "./twilio.ts";

export type Adapters = Readonly<Partial<Record<PlatformId, Adapter>>>;

export const ADAPTERS: Adapters = { klaviyo, attentive, postscript, twilio, omnisend };

export function adapterOf(adapters: Adapters, platform: PlatformId): Adapter {
  const adapter = adapters[platform];
  invariant(adapter, `there is an adapter for ${platform}`);
  return adapter;
}
