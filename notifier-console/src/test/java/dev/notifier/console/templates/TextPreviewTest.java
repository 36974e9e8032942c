package dev.notifier.console.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.notifier.console.templates.TextPreview.Sent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextPreviewTest {
  private static final EditedVariant ALL = EditedVariant.of(Map.of("locale", "vi"));

  private static Sent sent(String route, String text, int cost) {
    return new Sent("vi", null, "typical", route, text, "GSM7", null, 8, 1, cost, null);
  }

  @Test
  void aTextIsShownOnceWithThePriceOfEachRoute() {
    TextPreview preview =
        new TextPreview(
            null,
            null,
            List.of(
                sent("viettel", "The BHYT", 300),
                sent("mobifone", "The BHYT", 400),
                sent("viettel", "Other", 300),
                sent("vina", "Other", 300)),
            null);

    assertThat(preview.of(ALL))
        .extracting(Sent::text, Sent::route, Sent::cost)
        .containsExactly(
            tuple("The BHYT", "viettel 300 ₫, mobifone 400 ₫", null),
            tuple("Other", "viettel, vina", 300));
  }
}
