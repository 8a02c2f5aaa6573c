// The admin's own bar for unsaved changes, and the promise that none are lost by leaving: every way out
// inside the app asks first.
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { useBlocker } from "@remix-run/react";
import { useEffect } from "react";

type Props = { id: string; isDirty: boolean; isSaving: boolean; onSave: () => void; onDiscard: () => void };

export function UnsavedBar({ id, isDirty, isSaving, onSave, onDiscard }: Props) {
  const shopify = useAppBridgeInBrowser();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isDirty && !isSaving && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    // Never settles where the merchant stays.
    if (blocker.state === "blocked") void shopify?.saveBar.leaveConfirmation().then(() => blocker.proceed());
  }, [blocker, shopify]);
  return (
    <SaveBar id={id} open={isDirty}>
      {/* App Bridge's own attributes on plain buttons, which the admin draws. */}
      <button {...{ variant: "primary" }} {...(isSaving ? { loading: "" } : {})} onClick={onSave}>
        Save
      </button>
      <button disabled={isSaving} onClick={onDiscard}>
        Discard
      </button>
    </SaveBar>
  );
}

function useAppBridgeInBrowser() {
  const shopify = useAppBridge();
  return typeof window === "undefined" ? null : shopify;
}
