package dev.notifier.templates.lint;

import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Ucs2Character;
import dev.notifier.templates.template.Audience;
import java.util.List;

/**
 * One variant with one sample on one route, rendered by the same code as messages.
 *
 * @param route empty if no route is known
 */
public record VariantPreview(
    String locale, Audience audience, SampleData.Kind sample, String route, Outcome outcome) {

  /** A message, or none. */
  public sealed interface Outcome {}

  /**
   * A message.
   *
   * @param text as it is sent
   * @param ucs2Characters why it is UCS-2: the characters that the carrier's alphabet lacks, after
   *     substitutions, in the order of the text; empty if it is not UCS-2
   * @param units septets, or UTF-16 units in UCS-2
   * @param segments that the carrier counts
   * @param cost in VND
   * @param substitutions characters of the template and of the sample's values that are replaced,
   *     in order
   */
  public record Message(
      String text,
      Encoding encoding,
      List<Ucs2Character> ucs2Characters,
      int units,
      int segments,
      int cost,
      List<Substitution> substitutions)
      implements Outcome {
    public Message {
      ucs2Characters = List.copyOf(ucs2Characters);
      substitutions = List.copyOf(substitutions);
    }
  }

  /** There is no message. */
  public record Failed(NotRendered reason) implements Outcome {}
}
