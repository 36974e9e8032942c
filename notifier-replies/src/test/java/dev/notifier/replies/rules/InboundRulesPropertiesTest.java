package dev.notifier.replies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.PhraseList;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.text.Phrase;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InboundRulesPropertiesTest {
  private static final InboundRules RULES =
      new InboundRules(InboundRulesTest.PAID, KnowledgeLookup.NONE);
  private static final List<PhraseList> OPT_OUT =
      List.of(PhraseList.OPT_OUT, PhraseList.OPT_OUT_WITH_MARKS);

  /** The words of keywords and fillers, and what instructions have around a keyword. */
  private static final Set<String> ALLOWED =
      new HashSet<>(Set.of("BH", "SOAN", "GUI", "8079", "8179"));

  static {
    Stream.concat(OPT_OUT.stream(), Stream.of(PhraseList.FILLERS, PhraseList.PARTICLES))
        .flatMap(InboundRulesPropertiesTest::phrases)
        .forEach(phrase -> ALLOWED.addAll(phrase.plain()));
  }

  @Property(tries = 300)
  void noOptOutForATextWithAnotherWord(
      @ForAll("keywords") String keyword,
      @ForAll("fillers") String filler,
      @ForAll("words") String word) {
    for (String text :
        List.of(
            keyword + " " + word,
            word + " " + keyword,
            filler + " " + keyword + " " + word,
            word + " " + keyword + " " + filler,
            keyword + " " + filler + " " + word)) {
      assertThat(decide(text).action()).as(text).isNotEqualTo(InboundAction.OPT_OUT);
    }
  }

  @Property(tries = 300)
  void anOptOutForAKeywordHoweverItIsTyped(
      @ForAll("plainKeywords") String keyword,
      @ForAll boolean capitals,
      @ForAll("ends") String end) {
    String text = capitals ? keyword.toUpperCase(Locale.ROOT) : keyword;

    assertThat(decide(text + end).action()).as(text).isEqualTo(InboundAction.OPT_OUT);
  }

  @Property(tries = 300)
  void decidesForEveryText(@ForAll("texts") String text) {
    InboundDecision decision = decide(text);

    assertThat(decision.reason().text()).isNotEmpty();
    assertThat(
            new InboundRules(InboundRulesTest.FREE, KnowledgeLookup.NONE)
                .decide(
                    new InboundMessage(text, true, true), ReplyContext.empty(InboundRulesTest.NOW)))
        .isNotNull();
  }

  private static InboundDecision decide(String text) {
    return RULES.decide(
        new InboundMessage(text, true, true), ReplyContext.empty(InboundRulesTest.NOW));
  }

  private static Stream<Phrase> phrases(PhraseList list) {
    return InboundRulesTest.PAID.phrases(list).phrases().stream();
  }

  @Provide
  Arbitrary<String> keywords() {
    return Arbitraries.of(
        OPT_OUT.stream()
            .flatMap(InboundRulesPropertiesTest::phrases)
            .flatMap(phrase -> Stream.of(phrase.text(), String.join(" ", phrase.plain())))
            .toList());
  }

  @Provide
  Arbitrary<String> plainKeywords() {
    return Arbitraries.of(phrases(PhraseList.OPT_OUT).map(Phrase::text).toList());
  }

  @Provide
  Arbitrary<String> fillers() {
    return Arbitraries.of(
        Stream.of(PhraseList.FILLERS, PhraseList.PARTICLES)
            .flatMap(InboundRulesPropertiesTest::phrases)
            .map(Phrase::text)
            .toList());
  }

  @Provide
  Arbitrary<String> ends() {
    return Arbitraries.of("", ".", "!", " gửi 8079", "  ", " tin", " please", "…");
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "anh", "ten", "hồ sơ", "the", "không", "toi", "BHYT", "2026", "Lan", "tsis"),
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8))
        .filter(word -> !ALLOWED.contains(word.toUpperCase(Locale.ROOT)));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Combinators.combine(
                Arbitraries.of(
                        "BH",
                        "QT",
                        "THE",
                        "HS",
                        "TC",
                        "HUY",
                        "DUNG",
                        "dừng",
                        "0110129425",
                        "2017",
                        "O",
                        "👍",
                        "<dấu cách>",
                        "gửi",
                        "8079",
                        "?",
                        "goi lai cho toi",
                        "nhầm số",
                        "1",
                        "tin",
                        "http://a.vn",
                        "\uD83D",
                        "\u0000",
                        "ស",
                        "\n",
                        "BHQT",
                        "04486.G/2019/08708",
                        "…")
                    .list()
                    .ofMaxSize(150),
                Arbitraries.of(" ", "", "-", "\t"))
            .as((parts, separator) -> String.join(separator, parts));
    return Arbitraries.oneOf(words, Arbitraries.strings().all().ofMaxLength(2_000))
        .map(text -> text.length() > 2_000 ? text.substring(0, 2_000) : text);
  }
}
