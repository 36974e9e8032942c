package dev.notifier.worker.templates;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.planning.templates.TemplateRecordCompiler;
import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event type with its template. The text of a template is rendered as it is. */
public final class Sample {
  public static final String TYPE = "card.expiring";
  public static final String ID = "card-expiring";

  /** Does not compile the text {@code bad}. */
  public static final TemplateRecordCompiler PLAIN =
      template -> {
        String text = String.valueOf(template.source().get("text"));
        return text.equals("bad")
            ? Optional.empty()
            : Optional.of(renderer(template.version(), text));
      };

  private Sample() {}

  private static Renderer renderer(int version, String text) {
    return request ->
        new Rendered(
            text,
            new TemplateIdentity(ID, version, "vi"),
            DiacriticsPolicy.KEEP,
            (SegmentedText) new Segmenter(10, request.carrier().profile()).segment(text),
            null,
            List.of());
  }

  public static EventTypeRecord type(int version) {
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        TYPE,
        version,
        "A card ends",
        Category.SERVICE,
        Lane.NORMAL,
        null,
        null,
        null,
        null,
        ID,
        Map.of("type", "object"),
        Map.of());
  }

  public static TemplateRecord version(int version, String text) {
    return version(ID, version, text);
  }

  /** A version of the template with this full name. */
  public static TemplateRecord version(String fullName, int version, String text) {
    return new TemplateRecord(
        TemplateRecord.VERSION,
        fullName,
        version,
        Map.of("id", ID, "eventType", TYPE, "text", text));
  }

  public static PublishedVersionRecord published(@Nullable Integer version, long revision) {
    return published(ID, version, revision);
  }

  /** The published version of the template with this full name. */
  public static PublishedVersionRecord published(
      String fullName, @Nullable Integer version, long revision) {
    return new PublishedVersionRecord(
        PublishedVersionRecord.VERSION, fullName, version, Instant.EPOCH, revision, Map.of());
  }
}
