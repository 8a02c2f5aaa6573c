// Attentive. A segment is a segment there, known by our key, or a yes-or-no attribute of its own. Webhooks are set up once
// by hand: those made through the API do not tell what they are signed with.
import { z } from "zod";
import { CAPABILITIES } from "./capabilities.ts";
import { change } from "./attentive/change.ts";
import { erase, optOut, readConsent, setProperty, track } from "./attentive/person.ts";
import { NAME, refused, request } from "./attentive/request.ts";
import { webhooks } from "./attentive/webhooks.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, part, type Part, segment, settled, toldByName, unreadable, walk } from "./step.ts";

const Nothing = z.object({});
const Me = z.object({ companyId: z.string(), companyName: z.string().nullish() });

const identify: Part<CommandOf<"identify">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: () => next({}),
  request: (_, __, credentials) => request(credentials, "getMe", "GET", "/v1/me", "people"),
  proceed: (_, __, answer) => {
    if (!isOk(answer)) return refused(answer);
    const me = bodyOf(Me, answer);
    return me === null ? unreadable(NAME) : done({ kind: "account", accountId: me.companyId, name: me.companyName ?? me.companyId, missing: [] });
  },
};

const Ensure = z.object({ at: z.enum(["look", "make"]) });
const Segment = z.object({ externalId: z.string().nullish() });

const NAME_MAX = 240;
const ensurePlace: Part<CommandOf<"ensurePlace">, z.infer<typeof Ensure>> = {
  progress: Ensure,
  // An attribute needs no making: it is there with its first value.
  start: ({ place }) => (place.model === "property" ? done({ kind: "place", ref: place.key }) : next({ at: "look" })),
  request: ({ place }, { at }, credentials) => {
    const [path, name] = [`/v2/segments/external/${segment(place.key)}`, place.name.slice(0, NAME_MAX) || place.key];
    if (at === "look") return request(credentials, "getSegmentByExternalId", "GET", path, "segments");
    return request(credentials, "createSegment", "POST", "/v2/segments", "segments", { name, description: "Kept by Segue.", externalId: place.key });
  },
  proceed: ({ place }, { at }, answer) => {
    if (at === "look" && answer.status === 404) return place.ref === null ? next({ at: "make" }) : fail("gone", `The segment “${place.name}” is no longer at Attentive. Somebody may have archived it there.`);
    if (!isOk(answer)) return refused(answer);
    // Its name is left as it is: the merchant may have chosen another there.
    return bodyOf(Segment, answer) === null ? unreadable(NAME) : done({ kind: "place", ref: place.key });
  },
  // It may have been made, and cannot be made twice.
  lookAgain: () => next({ at: "look" }),
};

const dropPlace: Part<CommandOf<"dropPlace">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: ({ place }) => (place.model === "property" ? done({ kind: "ok" }) : next({})),
  request: ({ place }, _, credentials) => request(credentials, "deleteSegmentByExternalId", "DELETE", `/v2/segments/external/${segment(place.key)}`, "segments"),
  proceed: (_, __, answer) => (isOk(answer) || answer.status === 404 ? done({ kind: "ok" }) : refused(answer)),
};

export const attentive = walk("attentive", CAPABILITIES.attentive.host, {
  identify: part(NAME, identify),
  ensurePlace: part(NAME, ensurePlace),
  change: part(NAME, change),
  members: settled(() => fail("refused", "Attentive does not show who is in a segment.")),
  whoAre: toldByName,
  dropPlace: part(NAME, dropPlace),
  track: part(NAME, track),
  readConsent: part(NAME, readConsent),
  optOut: part(NAME, optOut),
  setProperty: part(NAME, setProperty),
  send: settled(() => fail("refused", "Attentive lets nobody else send: its own journeys do, and they are started by events.")),
  // The merchant enters the address at Attentive (capabilities.ts says how).
  hookUp: settled(() => done({ kind: "hooks", refs: [], secret: null })),
  unhook: settled(() => done({ kind: "ok" })),
  erase: part(NAME, erase),
}, webhooks);
