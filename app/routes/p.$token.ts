// Somebody's preference page, reached by the signed link in a text. Public, without script; looking changes nothing.
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { bytesOf } from "#app/body-bytes.ts";
import { PAGE_WORDS, pageLanguage } from "#app/consent/preference-words.ts";
import { clientAddress } from "#app/lib/client-address.ts";
import { tally } from "#app/lib/tally.ts";
import { hours, minutes } from "#app/lib/time.ts";
import { changePreferences, formKey, type PreferencePage, seePreferences } from "#app/messages/preference/preference.server.ts";
import { page as htmlPage, plainPage } from "#app/plain-page.ts";
import { type Note, preferenceMain } from "#app/preference-page.ts";
import { here } from "#app/world.server.ts";

const BODY_BYTES_MAX = 20_000;
const looks = tally(120, minutes(1));
const sends = tally(30, minutes(1));
/** Of one link, wherever it is sent from. */
const changes = tally(60, hours(1));

const addressOf = (request: Request) => clientAddress(request.headers.get("x-forwarded-for"));

export async function loader({ request, params }: LoaderFunctionArgs) {
  const world = here();
  if (!looks.isWithin(addressOf(request) ?? "", world.now())) return tooMany(request);
  const token = params["token"] ?? "";
  const found = await seePreferences(world, token);
  return found ? shown(request, token, found, new URL(request.url).searchParams.has("saved") ? { kind: "saved" } : null) : gone(request);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const world = here();
  const [token, address] = [params["token"] ?? "", addressOf(request)];
  if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "GET, HEAD, POST" } });
  if (request.headers.get("sec-fetch-site") === "cross-site") return new Response(null, { status: 403 });
  if (!sends.isWithin(address ?? "", world.now()) || !changes.isWithin(token.slice(0, 200), world.now())) return tooMany(request);
  const bytes = await bytesOf(request, BODY_BYTES_MAX);
  if (!bytes) return new Response(null, { status: 413 });
  const fields = new URLSearchParams(Buffer.from(bytes).toString("utf8").replaceAll("%00", ""));
  const changed = await changePreferences(world, token, fields, { address, agent: request.headers.get("user-agent") });
  if (!changed) return gone(request);
  // A page that was sent cannot be sent again by going back to it.
  if (changed.result === "saved" || changed.result === "stopped") return new Response(null, { status: 303, headers: { location: changed.result === "saved" ? "?saved" : "?", "cache-control": "no-store", "referrer-policy": "no-referrer" } });
  return shown(request, token, changed.page, changed.result === "times" ? null : { kind: "unreadable" }, 422);
}

function shown(request: Request, token: string, found: PreferencePage, note: Note, status = 200): Response {
  const language = pageLanguage(found.locale, request.headers.get("accept-language"));
  return htmlPage({ status, language, title: PAGE_WORDS[language].title(found.brand) }, preferenceMain(found, language, { key: formKey(here(), token), note }));
}

const gone = (request: Request): Response => {
  const language = pageLanguage(null, request.headers.get("accept-language"));
  return plainPage(404, PAGE_WORDS[language].gone, PAGE_WORDS[language].goneHelp, {}, language);
};

const tooMany = (request: Request): Response => {
  const language = pageLanguage(null, request.headers.get("accept-language"));
  return plainPage(429, PAGE_WORDS[language].tooManyTitle, PAGE_WORDS[language].tooMany, { "retry-after": "60" }, language);
};
