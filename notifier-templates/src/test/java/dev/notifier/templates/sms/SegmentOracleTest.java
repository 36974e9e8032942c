package dev.notifier.templates.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Compares segments with an independent calculator; {@code src/test/oracle/README.md} says how its
 * file is made.
 */
class SegmentOracleTest {
  private static final String FILE = "notifier.oracle";
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

  private static final Pattern REPEATED = Pattern.compile("\\\\\\{(\\d+)\\}(.)");

  private int texts;
  private int clustersThatCostMore;

  @Test
  void countsLikeTheOracle() throws IOException {
    try (var stream = SegmentOracleTest.class.getResourceAsStream("/oracle/segments.tsv");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      compare(lines);
    }
    assertThat(texts).isEqualTo(2000);
    assertThat(clustersThatCostMore).isEqualTo(21);
  }

  @Test
  @EnabledIfSystemProperty(named = FILE, matches = ".+")
  void countsLikeTheOracleInAFile() throws IOException {
    try (var lines = Files.newBufferedReader(Path.of(System.getProperty(FILE)))) {
      compare(lines);
    }
    System.out.printf(
        "%,d texts compared, %,d of them with clusters that cost the oracle a segment%n",
        texts, clustersThatCostMore);
  }

  private void compare(BufferedReader lines) throws IOException {
    assertThat(lines.readLine()).startsWith("# sms-segments-calculator");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      compare(line.split("\t", -1));
      texts++;
    }
  }

  private void compare(String[] fields) {
    String text = unescaped(fields[4]);
    SegmentedText ours = (SegmentedText) new Segmenter(255).segment(text);
    int withWholeClusters = Integer.parseInt(fields[2]);

    assertThat(ours.encoding()).as(fields[4]).isEqualTo(Encoding.valueOf(fields[0]));
    assertThat(ours.units()).as(fields[4]).isEqualTo(Integer.parseInt(fields[1]));
    assertThat(ours.count()).as(fields[4]).isEqualTo(Integer.parseInt(fields[3]));
    assertThat(new Segmenter().segmentCount(text)).isEqualTo(ours.count());
    assertThat(String.join("", ours.segments())).isEqualTo(text);
    if (withWholeClusters != ours.count()) {
      assertThat(withWholeClusters).as(fields[4]).isGreaterThan(ours.count());
      clustersThatCostMore++;
    }
  }

  private static String unescaped(String field) {
    String expanded =
        REPEATED
            .matcher(field)
            .replaceAll(repeated ->
                Matcher.quoteReplacement(
                    repeated.group(2).repeat(Integer.parseInt(repeated.group(1)))));
    return ESCAPE
        .matcher(expanded)
        .replaceAll(escape ->
            Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
  }
}
