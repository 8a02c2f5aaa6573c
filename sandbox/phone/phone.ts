// The phone of the sandbox: every phone that got a text, what it says on it, links that can be tapped, and a box to
// write back. Plain pages; a few lines of script only fetch what has come since.
import { backTo, Html, html, page } from "#sandbox/frame/html.ts";
import { handleOf, APP_HANDLE, type Stage } from "#sandbox/frame/stage.ts";
import { NoSuch } from "#sandbox/platforms/acts.ts";
import { isPhone } from "#sandbox/platforms/people.ts";
import { nameOf } from "#sandbox/storefront/words.ts";
import { connectTwilio, isConnected } from "./connect.ts";
import { answer, type Bubble, type Phone, phonesOf } from "./inbox.ts";
import { inSandbox, piecesOf, storefrontOf } from "./links.ts";
import { STYLE } from "./style.ts";

const ROOT = "/sandbox/phone";
const PHONES_MAX = 200;
const TEXT_MAX = 1_600;
const QUICK = ["STOP", "HELP", "START", "YES"];

export async function phonePages(stage: Stage, request: Request): Promise<Response | undefined> {
  const url = new URL(request.url);
  if (request.method === "POST") return url.pathname === `${ROOT}/connect` ? connect(stage) : write(stage, request);
  if (url.pathname === `${ROOT}/open`) return open(stage, url.searchParams.get("to") ?? "", request);
  if (url.pathname !== ROOT) return undefined;
  const phones = phonesOf(stage.platforms);
  const asked = numberOf(url.searchParams.get("phone"));
  const shown = phones.find(({ number }) => number === asked) ?? (asked === null ? phones[0] : undefined);
  const number = asked ?? shown?.number ?? null;
  if (url.searchParams.has("part")) return page(log(stage, shown?.bubbles ?? []));
  return page(frame(stage, phones, number, shown, url.searchParams.get("problem")));
}

/** A plus in an address is a space. */
function numberOf(text: string | null): string | null {
  const number = text === null ? "" : `+${text.replaceAll(/[^\d]/g, "")}`;
  return isPhone(number) ? number : null;
}

const at = (number: string, problem?: string) => `${ROOT}?${new URLSearchParams({ phone: number, ...(problem ? { problem } : {}) })}`;

async function write(stage: Stage, request: Request): Promise<Response> {
  const form = await request.formData();
  const number = numberOf(String(form.get("phone") ?? ""));
  const text = String(form.get("quick") ?? form.get("text") ?? "").trim().slice(0, TEXT_MAX);
  if (number === null) return backTo(`${ROOT}?problem=${encodeURIComponent("That is no phone number. It begins with + and the country’s code.")}`);
  if (text === "") return backTo(at(number));
  answer(stage.platforms, number, text, phonesOf(stage.platforms).find((phone) => phone.number === number)?.account);
  return backTo(at(number));
}

async function connect(stage: Stage): Promise<Response> {
  try {
    await connectTwilio(stage);
    return backTo(ROOT);
  } catch (problem) {
    if (!(problem instanceof NoSuch)) throw problem;
    return backTo(`${ROOT}?problem=${encodeURIComponent(problem.message)}`);
  }
}

/** What a tap does: the app's own door is asked as this browser asks, and where it leads to the shop the sandbox's storefront opens. */
async function open(stage: Stage, to: string, request: Request): Promise<Response> {
  if (!/^https?:\/\//i.test(to) || !URL.canParse(to)) return page(html`<!doctype html><title>No page</title><p>This is no address.</p>`, 404);
  const url = inSandbox(to, stage.appUrl);
  const here = storefrontOf(url, stage.shops());
  if (here) return backTo(here);
  if (url.origin !== new URL(stage.appUrl).origin) return page(html`<!doctype html><title>Outside</title><p>${url.href} is outside the sandbox.</p>`);
  const headers = new Headers(request.headers);
  for (const name of ["host", "connection", "cookie", "referer", "accept-encoding"]) headers.delete(name);
  const answered = await fetch(url, { headers, redirect: "manual" });
  const location = answered.headers.get("location");
  const next = location === null ? null : new URL(location, url);
  await answered.body?.cancel();
  if (next === null) return backTo(url.href);
  return backTo(storefrontOf(next, stage.shops()) ?? next.href);
}

function frame(stage: Stage, phones: readonly Phone[], number: string | null, shown: Phone | undefined, problem: string | null): Html {
  const [first] = stage.shops();
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Phone (sandbox)</title><link rel="icon" href="data:,"><style>${new Html(STYLE)}</style></head>
<body><header><nav aria-label="Sandbox">${first ? html`<a href="/store/${handleOf(first)}/apps/${APP_HANDLE}">Back to the admin</a><a href="/shop/${handleOf(first)}">Shop</a>` : ""}<a href="/sandbox/platforms?platform=twilio">Twilio’s stand-in</a></nav></header>
<main><h1>Phone</h1>${problem ? html`<p class="problem" role="alert">${problem}</p>` : ""}${isConnected(stage) ? "" : unconnected()}
<div class="columns"><section aria-label="Phones"><h2>Phones that got a text</h2>${list(stage, phones, number)}${another()}</section>${number === null ? "" : handset(stage, number, shown)}</div></main>
<script>${new Html(SCRIPT)}</script></body></html>`;
}

const unconnected = () => html`<form class="notice" method="post" action="${ROOT}/connect"><p>Segue does not text through the sandbox’s Twilio yet. Connect it in Segue under Connections, with the keys on <a href="/sandbox/platforms?platform=twilio">Twilio’s page</a>, or all at once:</p><button>Connect Segue to this Twilio</button></form>`;

function list(stage: Stage, phones: readonly Phone[], chosen: string | null): Html {
  if (phones.length === 0) return html`<p class="empty">No phone has got a text yet.</p>`;
  return html`<ul class="phones">${phones.slice(0, PHONES_MAX).map(({ number, bubbles }) => html`<li><a href="${at(number)}" ${number === chosen ? new Html('aria-current="true"') : ""}><strong>${ownerOf(stage, number) ?? number}</strong><span>${bubbles.at(-1)?.body ?? ""}</span></a></li>`)}</ul>${phones.length > PHONES_MAX ? html`<p class="empty">And ${phones.length - PHONES_MAX} more.</p>` : ""}`;
}

const another = () => html`<form method="get" action="${ROOT}" class="another"><label>Another phone<input name="phone" type="tel" placeholder="+12025550123" required></label><button>Take it</button></form>`;

function ownerOf(stage: Stage, number: string): string | null {
  for (const shop of stage.shops()) for (const customer of shop.tables.Customer.values()) if (customer.phone === number) return nameOf(customer) === number ? null : nameOf(customer);
  return null;
}

function handset(stage: Stage, number: string, shown: Phone | undefined): Html {
  const owner = ownerOf(stage, number);
  return html`<section class="handset" aria-label="Phone of ${owner ?? number}"><div class="bar"><time id="clock">${timeText(stage.clock.ms())}</time></div>
<h2>${shown?.account.name ?? "Texts"}<small>${owner ? `${owner}, ${number}` : number}</small></h2>
<div id="log" class="log" role="log" aria-label="Texts" tabindex="0" data-from="${at(number)}&part=log">${log(stage, shown?.bubbles ?? [])}</div>
<form method="post" action="${ROOT}" class="quick" aria-label="Quick answers"><input type="hidden" name="phone" value="${number}">${QUICK.map((word) => html`<button name="quick" value="${word}">${word}</button>`)}</form>
<form method="post" action="${ROOT}" class="write"><input type="hidden" name="phone" value="${number}"><input name="text" aria-label="Text" maxlength="${TEXT_MAX}" autocomplete="off" placeholder="Text" required><button>Send</button></form></section>`;
}

const timeText = (ms: number) => new Date(ms).toISOString().slice(11, 16);
const dayText = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Its clock comes with it, because the sandbox's time may jump. */
function log(stage: Stage, bubbles: readonly Bubble[]): Html {
  const said = bubbles.map(({ isMine, body, atMs }) => html`<p class="${isMine ? "mine" : "theirs"}"><span>${piecesOf(body).map(({ text, url }) => (url === null ? text : html`<a href="${ROOT}/open?to=${encodeURIComponent(url)}" target="_blank" rel="noreferrer">${text}</a>`))}</span><time>${dayText(atMs)}</time></p>`);
  return html`${bubbles.length === 0 ? html`<p class="empty">Nothing yet.</p>` : said}<i hidden data-clock="${timeText(stage.clock.ms())}"></i>`;
}

const SCRIPT = `const log = document.getElementById("log");
if (log) {
  log.scrollTop = log.scrollHeight;
  setInterval(async () => {
    const answer = await fetch(log.dataset.from).catch(() => null);
    if (!answer || !answer.ok) return;
    const fresh = document.createElement("div");
    fresh.innerHTML = await answer.text();
    const clock = fresh.querySelector("[data-clock]");
    if (clock) document.getElementById("clock").textContent = clock.dataset.clock;
    if (fresh.querySelectorAll("p").length === log.querySelectorAll("p").length) return;
    log.innerHTML = fresh.innerHTML;
    log.scrollTop = log.scrollHeight;
  }, 1500);
}`;
