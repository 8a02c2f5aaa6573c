// Which routes need no session, and which read no body. A new route stands here or is attacked like all the others.
import { routesOf } from "./listing.ts";

/** Our own API: whoever asks has a key of the shop's. */
export const API = routesOf("routes/api.v1.");
/** Whoever asks needs no session here: Shopify's own door, the API's, the library's pages, the load balancer's, and those that people come to from a text. */
export const OUTSIDE = ["routes/$code", "routes/_index", "routes/api.$", "routes/api.events", "routes/api.sms.segment", ...API, "routes/auth.$", "routes/connections.return", "routes/flow.add-to-list", "routes/flow.start", "routes/flow.use", "routes/hooks.$platform", "routes/hooks.$platform_.$key", "routes/health", "routes/metrics", "routes/p.$token", "routes/proxy.landed", "routes/proxy.opt-in", "routes/webhooks"];
/** These act on their address alone and read no body. */
export const BODILESS = ["routes/app.api-key", "routes/app.campaigns.$id_.cancel", "routes/app.campaigns.$id_.copy", "routes/app.campaigns.$id_.dry", "routes/app.campaigns.$id_.pause", "routes/app.compliance.decisions.$id", "routes/app.connections.$id_.pause", "routes/app.connections.$id_.try", "routes/app.coupons.$id_.on", "routes/app.customers.$id_.policies", "routes/app.customers.$id_.preference-links", "routes/app.guide", "routes/app.segments.$id_.copy", "routes/app.segments.$id_.sync_.pause", "routes/app.segments.templates_.$key", "routes/app.settings_.texts_.pause", "routes/app.settings_.webhooks_.$id_.pause", "routes/app.settings_.webhooks_.$id_.try", "routes/app.tags"];
