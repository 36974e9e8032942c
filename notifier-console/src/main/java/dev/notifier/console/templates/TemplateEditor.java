package dev.notifier.console.templates;

import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.templates.TemplateDrafts.Checked;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the editor of a draft shows.
 *
 * @param template with what was typed
 * @param revision of the draft that the next save replaces; empty if there is none
 * @param base number of the version on which a new draft is based; empty for none
 * @param theirs what somebody else has saved meanwhile; null if no one has
 * @param reason what was typed for the second person
 */
record TemplateEditor(
    String id,
    EditedTemplate template,
    String revision,
    String base,
    @Nullable ShownDraft theirs,
    String reason,
    ShownEventType type,
    Checked checked,
    FormProblems problems) {
  /** The roles of recipients, for whom there may be a text of their own. */
  static final List<String> KINDS =
      List.of(
          "CITIZEN",
          "WORKER",
          "VOLUNTARY_PAYER",
          "EMPLOYER_CONTACT",
          "FACILITY_HEAD",
          "COLLECTING_AGENT",
          "STAFF");

  static final List<String> LIVING_AREAS = List.of("K1", "K2", "K3");

  /** The languages for which a text can be added. */
  static final List<String> LOCALES = List.of("vi", "en", "hmn", "tyz", "nut", "rad", "jra", "km");

  /** Values that a text of every event type may show. */
  static final List<String> COMMON_VALUES =
      List.of(
          "recipient.honorific",
          "recipient.fullName",
          "reply.address",
          "reply.optOut",
          "reply.optIn",
          "reply.help");

  static final List<String> DIACRITICS = List.of("strip", "auto", "keep");

  static final List<String> LINKS = List.of("refuse", "defuse", "allow");

  /** The text of somebody else, if it is another one. */
  Optional<String> otherText(EditedVariant variant) {
    return theirs == null
        ? Optional.empty()
        : EditedTemplate.of(theirs.template())
            .find(variant.key())
            .map(EditedVariant::text)
            .filter(text -> !text.equals(variant.text()));
  }
}
