package dev.notifier.replies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.decision.SentText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two programs that answer each other come to an end. */
class AnsweringMachinesTest {
  private static final int MAX_TURNS = 200;
  private static final Duration TURN = Duration.ofSeconds(61);

  /** One side that uses the rules, and remembers what it must. */
  private static final class Responder {
    private final AddressConfig config;
    private final InboundRules rules;
    private final List<SentText> sent = new ArrayList<>();
    private final List<Instant> help = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private int answers;

    Responder(AddressConfig config) {
      this.config = config;
      rules = new InboundRules(config, KnowledgeLookup.NONE);
    }

    /** Returns the answer to a text; empty if there is none. */
    String answer(String text, Instant now) {
      Instant same =
          !received.isEmpty() && received.getLast().equals(text) ? now.minus(TURN) : null;
      received.add(text);
      int helped =
          (int) help.stream().filter(at -> at.isAfter(now.minus(Duration.ofHours(1)))).count();
      InboundDecision decision =
          rules.decide(
              new InboundMessage(text, true, true),
              new ReplyContext(now, same, List.of(), sent, null, answers, helped));
      if (decision.limit() == AnswerLimit.NONE) {
        return "";
      }
      answers++;
      if (decision.limit() == AnswerLimit.HOUR) {
        help.add(now);
      }
      String answer =
          decision
              .answer()
              .map(key -> config.texts().getOrDefault(key, Map.of()).getOrDefault("vi", ""))
              .orElse(
                  "Ma so BHXH: 0110129425; Thoi gian tham gia BHXH: 09 nam 07 thang " + answers);
      for (var placeholder : config.placeholders().entrySet()) {
        answer = answer.replace("{{ " + placeholder.getKey() + " }}", placeholder.getValue());
      }
      sent.add(new SentText(answer, now, true));
      return answer;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HD",
        "TC",
        "DK",
        "BH QT",
        "Dung",
        "GOI",
        "lua dao",
        "BH QT 0110129425",
        "xin hoi"
      })
  void twoOfOurAddressesStop(String first) {
    assertThat(turns(first, new Responder(InboundRulesTest.FREE)::answer)).isLessThan(MAX_TURNS);
  }

  private interface Other {
    String answer(String text, Instant now);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cam on ban da lien he, chung toi se tra loi som",
        "HD",
        "BH QT 0110129425",
        "DK",
        "lua dao",
        "Toi ten Huy",
      })
  void aMachineThatAlwaysSaysTheSameStops(String text) {
    assertThat(turns(text, (_, _) -> text)).isLessThan(MAX_TURNS);
  }

  @Test
  void aMachineThatAlwaysSaysSomethingElseStops() {
    int[] count = {0};

    assertThat(turns("hoi 0", (_, _) -> "hoi lan thu " + ++count[0] + " ve ho so"))
        .isLessThan(MAX_TURNS);
  }

  @Test
  void aMachineThatReturnsWhatItGetsStopsAtOnce() {
    assertThat(turns("HD", machine(UnaryOperator.identity()))).isEqualTo(2);
    assertThat(turns("HD", machine(text -> "Ban da gui: \"" + text + "\""))).isEqualTo(2);
  }

  private static Other machine(UnaryOperator<String> answers) {
    return (text, _) -> answers.apply(text);
  }

  /** Returns after how many of its messages our side is silent. */
  private static int turns(String first, Other other) {
    Responder ours = new Responder(InboundRulesTest.PAID);
    String text = first;
    Instant now = InboundRulesTest.NOW;
    for (int turn = 1; turn <= MAX_TURNS; turn++) {
      now = now.plus(TURN);
      String answer = ours.answer(text, now);
      if (answer.isEmpty()) {
        return turn;
      }
      text = other.answer(answer, now);
      if (text.isEmpty()) {
        return turn;
      }
    }
    return MAX_TURNS;
  }
}
