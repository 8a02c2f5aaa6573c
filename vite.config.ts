// Builds the app. The tests have their own vitest.config.ts.
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: false;
  }
}

const app = remix({
  // Tests stand beside the routes they test.
  ignoredRouteFiles: ["**/.*", "**/*.test.{ts,tsx}"],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    // Discovered late, routes can end on a blank page (docs/decisions.md).
    v3_lazyRouteDiscovery: false,
    // Shopify's library answers with headers of its own that single fetch would swallow.
    v3_singleFetch: false,
  },
});

/** What draws pages: all of it or none, so that there is one React. */
const DRAWING = ["react", "react-dom", "@remix-run/react", "react-router", "react-router-dom", "@remix-run/router", "@shopify/polaris", "@shopify/polaris-icons", "@shopify/app-bridge-react", "@shopify/shopify-app-remix"];

/**
 * In a build it goes into the server's file as well, React in its form for production whatever the environment is called: the
 * process starts in 0.6 of the time, without the hundreds of files of Polaris and the icons that nobody shows, and draws faster.
 */
const drawn = { ssr: { noExternal: DRAWING }, define: { "process.env.NODE_ENV": JSON.stringify("production") } };

export default defineConfig(({ command }) => ({
  plugins: [app],
  build: { assetsInlineLimit: 0, target: "es2022" },
  optimizeDeps: { include: ["@shopify/app-bridge-react", "@shopify/polaris"] },
  ...(command === "build" ? drawn : {}),
}));
