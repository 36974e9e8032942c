package dev.notifier.console.single;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a template makes of data: {@code POST /v1/templates/{id}/versions/{v}/preview}.
 */
record PreviewDocument(List<Preview> previews) {
  /** One variant on one route; it has a text or an error. */
  record Preview(
      String locale, @Nullable String text, @Nullable Integer segments, @Nullable Fault error) {}

  /** Why there is no text. */
  record Fault(@Nullable String code, @Nullable String detail) {}

  /** A text that may be sent. */
  record Text(String locale, String text, int segments) {}

  /** The template in force. */
  record TemplateInForce(@Nullable Integer published) {}

  /** The different texts: a person gets one of them. */
  SequencedSet<Text> texts() {
    SequencedSet<Text> texts = new LinkedHashSet<>();
    for (Preview preview : previews) {
      String text = preview.text();
      if (text != null) {
        int segments = preview.segments() == null ? 1 : preview.segments();
        texts.add(new Text(preview.locale(), text, segments));
      }
    }
    return texts;
  }

  /** Why there is no text at all; null if there is one. */
  @Nullable Fault fault() {
    if (!texts().isEmpty()) {
      return null;
    }
    return previews.stream()
        .map(Preview::error)
        .filter(fault -> fault != null)
        .findFirst()
        .orElse(new Fault(null, null));
  }
}
