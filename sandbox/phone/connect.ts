// Connects the app to the sandbox's Twilio as a merchant would, with one click: the keys go into the app's own form, the
// address that the app gives for webhooks is entered at Twilio, and texts are to go out through it.
import { z } from "zod";
import { idToken } from "#sandbox/frame/id-token.ts";
import type { Stage } from "#sandbox/frame/stage.ts";
import { NoSuch } from "#sandbox/platforms/acts.ts";

/** Shopify's library turns robots away. */
const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

const Made = z.object({ connection: z.number() });
const Texts = z.object({ form: z.looseObject({ brand: z.string(), contact: z.string() }) });
const Shown = z.object({ hook: z.object({ address: z.url() }) });

/** Twilio knows where to tell what comes in. */
export const isConnected = ({ platforms }: Stage): boolean => platforms.account("twilio").hooks.has("universal");

export async function connectTwilio(stage: Stage): Promise<void> {
  const [shop] = stage.shops();
  if (!shop) throw new NoSuch("The sandbox has no shop.");
  const { credentials: { key, account, secret, token, service } } = stage.platforms.account("twilio");
  const { domain } = shop.settings;
  const { apiKey, apiSecret, clock } = stage;
  const asMerchant = async (path: string, route: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${await idToken({ domain, apiKey, apiSecret, now: clock.now() })}`, "user-agent": BROWSER, "content-type": "application/json" };
    return fetch(`${stage.appUrl}${path}?_data=${encodeURIComponent(`routes/${route}`)}`, { headers, redirect: "manual", ...(body ? { method: "POST", body: JSON.stringify(body) } : {}) });
  };
  const made = await asMerchant("/app/connections/new/twilio", "app.connections.new.$key", { account, key, secret, sender: service, hook: token });
  const { data: connected } = Made.safeParse(await made.json().catch(() => null));
  if (!connected) throw new NoSuch("Segue did not take the keys. Open it once first; if Twilio is connected already, enter its webhook address on Twilio’s page.");
  const shown = Shown.safeParse(await (await asMerchant(`/app/connections/${connected.connection}`, "app.connections.$id")).json().catch(() => null));
  if (!shown.success) throw new NoSuch("Segue gave no address for webhooks.");
  stage.platforms.control({ platform: "twilio", acts: [{ act: "hook", url: shown.data.hook.address }] });
  const texts = Texts.safeParse(await (await asMerchant("/app/settings/texts", "app.settings_.texts")).json().catch(() => null));
  const form = texts.data && { ...texts.data.form, sender: connected.connection, brand: texts.data.form.brand || shop.settings.name.slice(0, 40), contact: texts.data.form.contact || "help@example.com" };
  const saved = form && (await asMerchant("/app/settings/texts", "app.settings_.texts", form));
  if (!saved?.ok) throw new NoSuch("Twilio is connected. Choose it as the sender in Segue, under Settings, Texts.");
}
