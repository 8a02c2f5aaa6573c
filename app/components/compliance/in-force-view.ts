// By what is decided at this moment.
import { LAW_AS_OF } from "#app/consent/law-table.ts";
import type { GateRules } from "#app/messages/gate/gate-rules.ts";
import type { TextSettings } from "#app/messages/settings/text-settings.ts";
import type { InForceView } from "./in-force.tsx";

export const inForceView = ({ version, settings, rules }: { version: number; settings: TextSettings; rules: GateRules }): InForceView => ({
  profile: settings.gate.profile,
  rulesVersion: rules.book.version,
  asOf: LAW_AS_OF,
  tzVersion: rules.tzVersion,
  settingsVersion: version,
  isPaused: settings.paused,
});
