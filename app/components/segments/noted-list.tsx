// What the team noted of a question, below its sentence: each note with the condition or group that it is of.
import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Noted } from "#app/segments/noted.ts";
import { NoteText } from "../note-text.tsx";

/** Hundreds of conditions may each have one. */
const SHOWN_MAX = 5;

export function NotedList({ notes }: { notes: Noted[] }) {
  const [showsAll, setShowsAll] = useState(false);
  if (notes.length === 0) return null;
  const shown = showsAll ? notes : notes.slice(0, SHOWN_MAX);
  return (
    <BlockStack gap="200">
      <ul aria-label="Notes" style={{ margin: 0, padding: 0, listStyle: "none", display: "grid", gap: "var(--p-space-200)" }}>
        {shown.map(({ note, of }, i) => (
          <li key={i}>
            <Box borderInlineStartWidth="050" borderColor="border" paddingInlineStart="300">
              {of === null ? null : (
                <Text as="p" variant="bodySm" breakWord>
                  {of}
                </Text>
              )}
              <NoteText note={note} />
            </Box>
          </li>
        ))}
      </ul>
      {notes.length > shown.length ? <div><Button variant="plain" onClick={() => setShowsAll(true)}>{`Show all ${notes.length} notes`}</Button></div> : null}
    </BlockStack>
  );
}
