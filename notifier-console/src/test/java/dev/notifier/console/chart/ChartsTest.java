package dev.notifier.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.console.web.HtmlHandler;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartsTest {
  @Test
  void aStackedBarHasSharesFromLeftToRight() {
    StackedBar bar =
        new StackedBar(
            "Today <all>",
            List.of(
                new StackedBar.Part("Delivered: 900", 900, "good"),
                new StackedBar.Part("Skipped: 0", 0, "warn"),
                new StackedBar.Part("Failed: 1", 1, "bad")));

    assertThat(html(bar))
        .isEqualTo(
            """
            <svg class="chart" viewBox="0 0 600 24" role="img" aria-label="Today &lt;all>" preserveAspectRatio="none">
            <rect class="good" x="0" y="0" width="597" height="24"><title>Delivered: 900</title></rect>
            <rect class="bad" x="597" y="0" width="3" height="24"><title>Failed: 1</title></rect>
            </svg>
            """);
  }

  @Test
  void columnsHavePartsFromBelow() {
    Columns columns =
        new Columns(
            "Days",
            "200",
            List.of(
                new Columns.Column(
                    "01/12",
                    List.of(
                        new StackedBar.Part("", 150, "good"), new StackedBar.Part("", 50, "bad"))),
                new Columns.Column("02/12", List.of(new StackedBar.Part("", 0, "good"))),
                new Columns.Column("03/12", List.of(new StackedBar.Part("", 100, "good")))));

    assertThat(columns.boxes())
        .containsExactly(
            new Columns.Box(0, 40, 48, 120, "good"),
            new Columns.Box(0, 0, 48, 40, "bad"),
            new Columns.Box(400, 80, 48, 80, "good"));
    assertThat(columns.labels())
        .extracting(Columns.Label::text)
        .containsExactly("01/12", "02/12", "03/12");
  }

  @Test
  void manyColumnsHaveFewLabels() {
    List<Columns.Column> days =
        IntStream.range(0, 31)
            .mapToObj(
                day -> new Columns.Column("" + day, List.of(new StackedBar.Part("", day, "good"))))
            .toList();
    assertThat(new Columns("Days", "30", days).labels()).hasSize(8);
  }

  @Test
  void nothingIsDrawnOfNothing() {
    assertThat(html(new StackedBar("None", List.of()))).isEmpty();
    assertThat(new Columns("None", "0", List.of()).isEmpty()).isTrue();
  }

  /** Without blanks at the beginnings of lines. */
  private static String html(StackedBar bar) {
    return HtmlHandler.text((out, none) -> JtestackGenerated.render(out, none, bar))
        .strip()
        .replaceAll("(?m)^ +", "")
        .concat("\n")
        .replaceFirst("^\n$", "");
  }
}
