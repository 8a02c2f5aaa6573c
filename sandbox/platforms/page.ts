// What a person sees of the stand-ins: each account with its keys, who is in which list, what came in and
// went out; and buttons for what people, merchants and trouble can do. Plain pages that need no script.
import { type Html, html } from "#sandbox/frame/html.ts";
import type { Account } from "./account.ts";
import { page } from "./grants.ts";
import type { Platforms } from "./open.ts";
import { PLATFORMS, type PlatformName, type Reply } from "./platform.ts";
import type { Seen, View } from "./view.ts";

const ROWS_MAX = 50;
const NAMES: Record<PlatformName, string> = { klaviyo: "Klaviyo", attentive: "Attentive", postscript: "Postscript", twilio: "Twilio", omnisend: "Omnisend" };

function frame(title: string, main: Html): Reply {
  return page(200, html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><link rel="icon" href="data:,">
<style>
body{font:14px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1.5rem 1rem 4rem;color:#222;background:#fafafa}
h1{font-size:1.5rem}h2{font-size:1.1rem}nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}a{color:#0b57d0}
section{background:#fff;border:1px solid #ddd;border-radius:8px;padding:1rem;margin:1rem 0}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}.wide th:nth-child(3),.wide td{min-width:5rem}th{white-space:nowrap}th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #eee;vertical-align:top;overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.5rem 0}label{display:flex;flex-direction:column}
input,select,button{font:inherit;padding:.3rem .5rem;max-width:100%}label{max-width:100%}code{overflow-wrap:anywhere}code{font-size:13px}.problem{border-color:#c00;color:#900}.empty{color:#595959}
</style><body><nav aria-label="Stand-ins"><a href="/">Segue</a><a href="/sandbox/phone">Phone</a><a href="/sandbox/platforms">All platforms</a>${PLATFORMS.map((name) => html`<a href="/sandbox/platforms?platform=${name}">${NAMES[name]}</a>`)}</nav><main>${main}</main></body></html>`);
}

export function homePage(platforms: Platforms): Reply {
  const rows = platforms.accounts().map((account) => {
    const seen = platforms.view(account.platform, String(account.number));
    return [html`<a href="/sandbox/platforms?platform=${account.platform}&account=${account.number}">${NAMES[account.platform]}: ${account.name}</a>`, html`<code>${account.credentials.key}</code>`, seen.people.length, seen.places.length, seen.events.length, seen.messages.length];
  });
  return frame("Platforms (sandbox)", html`<h1>The platforms of the sandbox</h1><p>Stand-ins for the platforms that Segue connects to. Each keeps what it is sent, has its limits, and forgets nothing over a restart.</p>
<section>${table(["Account", "Key", "People", "Lists, segments, values", "Events", "Texts"], rows)}</section>`);
}

export function accountPage(platforms: Platforms, platform: PlatformName, named: string, hasProblem: boolean): Reply {
  const account = platforms.account(platform, named);
  const seen = platforms.view(platform, named);
  const title = `${NAMES[platform]}: ${account.name}`;
  return frame(title, html`<h1>${title}</h1>${hasProblem ? html`<section class="problem" role="alert">That could not be done: is the person known here, and the address or number whole?</section>` : ""}
<section><h2>Ways in</h2>${table(["", ""], [["Account", html`<code>${account.id}</code>`], ...Object.entries(account.credentials).map(([name, value]) => [WAYS[name] ?? name, html`<code>${value}</code>`]), ["State", account.revoked ? "Keys and tokens are revoked" : "Open"]])}
${buttons(account, account.revoked ? [["restore", "Let in again"]] : [["revoke", "Revoke all keys and tokens"]])}</section>
${account.platform === "twilio" ? optOuts(account) : ""}
<section><h2>People do something</h2>${deeds(account)}</section>
<section><h2>Trouble</h2>${trouble(account)}</section>
${lists(seen)}${passed(seen, account)}`);
}

const WAYS: Record<string, string> = { key: "Key", secret: "Secret", token: "Signs webhooks with", account: "Account id", service: "Messaging service", from: "Number" };

function table(heads: string[], rows: readonly (readonly (Html | string | number | null)[])[]): Html {
  if (rows.length === 0) return html`<p class="empty">Nothing yet.</p>`;
  const head = heads.some(Boolean) ? html`<thead><tr>${heads.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>` : "";
  return html`<div class="wide" tabindex="0"><table>${head}<tbody>${rows.slice(0, ROWS_MAX).map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>${rows.length > ROWS_MAX ? html`<p class="empty">And ${rows.length - ROWS_MAX} more.</p>` : ""}`;
}

const action = ({ platform, number }: Account) => html`method="post" action="/sandbox/platforms/form?platform=${platform}&account=${number}"`;
const hidden = ({ platform, number }: Account) => html`<input type="hidden" name="platform" value="${platform}"><input type="hidden" name="account" value="${number}">`;

const buttons = (account: Account, acts: [string, string][]): Html => html`<form ${action(account)}>${hidden(account)}${acts.map(([act, words]) => html`<button name="act" value="${act}">${words}</button>`)}</form>`;

const OPT_OUTS: Record<Account["optOuts"], string> = { advanced: "Twilio, and its webhooks say so (Advanced Opt-Out)", default: "Twilio, and its webhooks do not say so", off: "The app alone" };

const optOuts = (account: Account): Html => html`<section><h2>Who takes STOP, START and HELP</h2><p>${OPT_OUTS[account.optOuts]}</p>
<form ${action(account)}>${hidden(account)}<input type="hidden" name="act" value="optOuts">${Object.entries(OPT_OUTS).map(([by, words]) => html`<button name="by" value="${by}">${words}</button>`)}</form></section>`;

function deeds(account: Account): Html {
  const field = (name: string, label: string, value = "") => html`<label>${label}<input name="${name}" value="${value}"></label>`;
  return html`<form ${action(account)}>${hidden(account)}${field("phone", "Phone")}${field("email", "Email")}${field("text", "Text", "STOP")}
<button name="act" value="reply">Texts this</button><button name="act" value="optOut">Opts out</button><button name="act" value="optIn">Opts in</button></form>
<form ${action(account)}>${hidden(account)}${field("phone", "Phone")}${field("email", "Email")}<label>Channel<select name="channel"><option>sms</option><option>email</option></select></label>${field("url", "Link", "https://example.com/")}${field("campaign", "Campaign", "Sample")}
<button name="act" value="sent">Is sent to</button><button name="act" value="deliver">Gets it</button><button name="act" value="open">Opens</button><button name="act" value="click">Clicks</button><button name="act" value="fail">Cannot be reached</button></form>
<form ${action(account)}>${hidden(account)}${field("phone", "Phone")}${field("email", "Email")}${field("shopifyId", "Shopify's id")}<button name="act" value="person">Is known here</button></form>
<form ${action(account)}>${hidden(account)}${field("ref", "List or segment")}${field("name", "Name")}<button name="act" value="dropPlace">Merchant deletes it</button><button name="act" value="renamePlace">Merchant renames it</button></form>
<form ${action(account)}>${hidden(account)}${field("url", "Webhook address set by hand")}<label>For<select name="kind"><option value="universal">everything, texts that come in</option><option value="clicks">clicks</option></select></label><button name="act" value="hook">Set</button></form>`;
}

/** Each sets the account's faults anew. */
const TROUBLES: [string, string][] = [["none", "Everything works"], ["throttle", "Too many requests, half the time"], ["fail", "Errors, half the time"], ["loseAfter", "Done, and no answer, half the time"], ["slow", "Jobs take five minutes"], ["expire", "Jobs come to nothing"], ["partly", "A job refuses half its people"], ["hooks", "Webhooks late, twice, out of order"], ["hooksLost", "Webhooks get lost"]];

const trouble = (account: Account): Html => html`<form ${action(account)}>${hidden(account)}${TROUBLES.map(([name, words]) => html`<button name="fault" value="${name}">${words}</button>`)}</form><p><code>${JSON.stringify(account.faults)}</code></p>`;

const FAULTS: Record<string, object | "none"> = {
  none: "none", throttle: { throttle: 0.5 }, fail: { fail: 0.5 }, loseAfter: { loseAfter: 0.5 }, slow: { jobMs: [300_000, 300_000] }, expire: { jobExpire: 1 }, partly: { jobPartly: 0.5 },
  hooks: { hooks: { delayMs: [1000, 60_000], duplicate: 0.3, reorder: 0.3, reorderMs: 120_000 } }, hooksLost: { hooks: { lose: 1 } },
};

/** A form of these pages as what the control door takes. */
export function formControl(form: URLSearchParams): unknown {
  const { platform, account, fault, act, ...fields } = Object.fromEntries([...form].filter(([, value]) => value !== ""));
  if (fault !== undefined) return { platform, account, faults: FAULTS[fault] };
  return { platform, account, acts: [{ act, ...fields }] };
}

const who = ({ phone, email, platformId }: Seen) => [phone, email, platformId].filter(Boolean).join(" · ");

function lists(seen: View): Html {
  return html`<section><h2>Lists, segments and values</h2>${table(["Name", "Id", "People", "Who"], seen.places.map(({ name, ref, members }) => [name, html`<code>${ref}</code>`, members.length, members.slice(0, 5).map(({ phone, email, platformId }) => email ?? phone ?? platformId).join(", ")]))}</section>
<section><h2>People</h2>${table(["Who", "SMS consent", "Email consent", "Properties", "Tags"], seen.people.map((person) => {
    const consent = seen.consent[person.phone ?? person.email ?? person.platformId];
    return [who(person), consent?.sms ?? "never", consent?.email ?? "never", html`<code>${JSON.stringify(person.properties)}</code>`, person.tags.join(", ")];
  }))}</section>`;
}

function passed(seen: View, account: Account): Html {
  const time = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");
  return html`<section><h2>Events</h2>${table(["When", "Event", "Who", "Starts flows", "Properties"], seen.events.toReversed().map((event) => [event.at.slice(0, 19).replace("T", " "), event.name, who(event.person), event.silent ? "no" : "yes", html`<code>${JSON.stringify(event.properties)}</code>`]))}</section>
<section><h2>Texts</h2>${table(["To", "From", "Text", "State", "Code"], seen.messages.toReversed().map(({ to, from, body, status, code }) => [to, from, body, status, code]))}</section>
<section><h2>Webhooks</h2>${table(["Address", "Topics", "Secret", "State"], [...account.hooks.values()].map((hook) => [html`<code>${hook.url}</code>`, hook.topics.join(", "), html`<code>${hook.secret}</code>`, hook.disabledMs === null ? "on" : "off"]))}
<h2>Deliveries</h2>${table(["When", "Topic", "Attempt", "Answer"], seen.attempts.toReversed().map(({ atMs, topic, attempt, status }) => [time(atMs), topic, attempt, status ?? "none"]))}${seen.onTheirWay > 0 ? html`<p>${seen.onTheirWay} on their way.</p>` : ""}</section>
<section><h2>Calls</h2>${table(["When", "Operation", "Call", "Answer"], seen.calls.toReversed().map(({ atMs, operation, method, path, status }) => [time(atMs), operation, html`<code>${method} ${path}</code>`, status ?? "none"]))}</section>`;
}
