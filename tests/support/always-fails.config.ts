// The run's own set-up around one test that fails.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["tests/support/always-fails.ts"], globalSetup: ["tests/support/postgres-setup.ts"], setupFiles: ["tests/support/quiet.ts"] },
});
