package dev.notifier.templates.lint;

import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Ucs2Character;
import dev.notifier.templates.template.Audience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one variant becomes for one sample on one route, made by the code that makes messages.
 *
 * @param route empty where no route is known
 */
public record VariantPreview(
    String locale, Audience audience, SampleData.Kind sample, String route, Outcome outcome) {

  /** A message, or none. */
  public sealed interface Outcome {}

  /**
   * A message.
   *
   * @param text as it goes on the wire
   * @param ucs2Character why it is UCS-2: the first character that the carrier's alphabet lacks;
   *     null where it is not
   * @param units septets, or UTF-16 units in UCS-2
   * @param segments that the carrier counts
   * @param cost in VND
   * @param substitutions characters of the wording and of the sample's values that go as others, in
   *     order
   */
  public record Message(
      String text,
      Encoding encoding,
      @Nullable Ucs2Character ucs2Character,
      int units,
      int segments,
      int cost,
      List<Substitution> substitutions)
      implements Outcome {
    public Message {
      substitutions = List.copyOf(substitutions);
    }
  }

  /** There is no message, and why. */
  public record Failed(NotRendered reason) implements Outcome {}
}
