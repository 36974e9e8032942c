package dev.notifier.replies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.decision.ReplyContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of {@code texts-8079.txt} is a case. */
class InboundTextsTest {
  private static final int MIN_TEXTS = 120;
  private static final InboundRules RULES =
      new InboundRules(ShippedAddresses.all().getFirst(), KnowledgeLookup.NONE);

  record Case(String text, String rule, String action, String parameters) {
    static Case of(String line) {
      List<String> columns = List.of(line.split(" \\|", -1));
      String text = columns.get(0).replace("\\n", "\n");
      boolean quoted = text.startsWith("\"");
      return new Case(
          quoted ? text.substring(1, text.length() - 1) : text,
          columns.get(1).strip(),
          columns.get(2).strip(),
          columns.get(3).strip());
    }
  }

  static Stream<Case> cases() {
    try (InputStream file =
        Objects.requireNonNull(
            InboundTextsTest.class.getResourceAsStream("/inbound/texts-8079.txt"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(Case::of)
              .toList()
              .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decidesAsListed(Case expected) {
    InboundDecision decision =
        RULES.decide(
            new InboundMessage(expected.text(), true, true),
            ReplyContext.empty(Instant.parse("2026-12-01T01:00:00Z")));

    assertThat(
            new Case(
                expected.text(),
                decision.rule().key(),
                decision.action().name(),
                new TreeMap<>(decision.parameters())
                    .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "))))
        .isEqualTo(expected);
  }

  @Test
  void thereAreEnoughTexts() {
    assertThat(cases().map(Case::text).distinct()).hasSizeGreaterThanOrEqualTo(MIN_TEXTS);
  }
}
