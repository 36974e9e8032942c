package dev.notifier.console.knowledge;

import dev.notifier.console.layout.FormProblems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the editor of a draft shows.
 *
 * @param entry with what was typed
 * @param revision of the draft that the next save replaces; empty if there is none
 * @param theirs what somebody else has saved meanwhile; null if no one has
 * @param reason what was typed for the second person
 */
record EntryEditor(
    String id,
    EditedEntry entry,
    String revision,
    ShownEntry.@Nullable Draft theirs,
    List<String> warnings,
    String reason,
    FormProblems problems) {
  /** The variant of somebody else, if it is another one. */
  Optional<EntryVariant> other(EntryVariant variant) {
    return theirs == null
        ? Optional.empty()
        : EditedEntry.of(theirs.entry())
            .find(variant.language())
            .filter(other -> !other.equals(variant));
  }
}
