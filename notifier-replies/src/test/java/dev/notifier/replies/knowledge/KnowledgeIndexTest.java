package dev.notifier.replies.knowledge;

import static dev.notifier.replies.language.DetectedLanguage.Certainty.CERTAIN;
import static dev.notifier.replies.language.DetectedLanguage.Certainty.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.notifier.replies.language.DetectedLanguage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeIndexTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
  private static final DetectedLanguage VIETNAMESE = new DetectedLanguage("vi", CERTAIN);
  private static final KnowledgeEntry LOST =
      entry("card-lost", null, "Tôi bị mất thẻ BHYT", "Cấp lại thẻ");
  private static final KnowledgeEntry PENSION = entry("pension", null, "Lương hưu trả ngày nào");
  private static final KnowledgeEntry PASSWORD = entry("password", null, "Quên mật khẩu VssID");
  private static final KnowledgeIndex INDEX = KnowledgeIndex.of(List.of(LOST, PENSION, PASSWORD));

  private static KnowledgeEntry entry(String id, @Nullable LocalDate until, String... questions) {
    return new KnowledgeEntry(
        id, "vi", "Tiêu đề " + id, List.of(questions), "sms", "long", List.of(), "owner", until);
  }

  @ParameterizedTest
  @CsvSource({
    "mat the bao hiem y te, card-lost",
    "Tôi mất thẻ bhyt, card-lost",
    "cap lai the bao hiem, card-lost",
    "luong huu bao gio tra, pension",
    "LƯƠNG HƯU???, pension",
    "quen mk vssid, password",
    "quên mật khâuu, password",
  })
  void findsAnEntryHoweverItIsAskedFor(String text, String id) {
    List<KnowledgeMatch> found = INDEX.search("vi", text, TODAY, 3);

    assertThat(found).first().extracting(match -> match.entry().id()).isEqualTo(id);
    assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void givesAQuestionOfTheEntryTheFullScore() {
    assertThat(INDEX.search("vi", "Quên mật khẩu VssID", TODAY, 1))
        .singleElement()
        .satisfies(match -> assertThat(match.score()).isCloseTo(1, within(1e-5)));
  }

  @Test
  void leavesOutWhatIsNoLongerValid() {
    KnowledgeIndex index =
        KnowledgeIndex.of(
            List.of(entry("old", TODAY, "Lịch nghỉ Tết"), entry("new", null, "Nghỉ Tết")));

    assertThat(index.search("vi", "lich nghi tet", TODAY, 3)).hasSize(2);
    assertThat(index.search("vi", "lich nghi tet", TODAY.plusDays(1), 3))
        .singleElement()
        .extracting(match -> match.entry().id())
        .isEqualTo("new");
  }

  @Test
  void answersOffersAMenuOrDoesNeither() {
    assertThat(decide(VIETNAMESE, "quen mat khau vssid", true))
        .isInstanceOf(KnowledgeDecision.Answer.class);
    assertThat(decide(VIETNAMESE, "thẻ mới của tôi", true))
        .isInstanceOf(KnowledgeDecision.Menu.class);
    assertThat(decide(VIETNAMESE, "thẻ mới của tôi", false))
        .isInstanceOfSatisfying(
            KnowledgeDecision.None.class,
            none -> {
              assertThat(none.reason()).isEqualTo(KnowledgeDecision.Reason.NO_SIMILAR_QUESTION);
              assertThat(none.nearest())
                  .first()
                  .extracting(match -> match.entry().id())
                  .isEqualTo("card-lost");
            });
    assertThat(decide(VIETNAMESE, "giá vàng hôm nay", true))
        .isInstanceOf(KnowledgeDecision.None.class);
  }

  @Test
  void answersOnlyInALanguageThatIsCertainAndHasEntries() {
    assertThat(decide(new DetectedLanguage("vi", UNCERTAIN), "quen mat khau vssid", true))
        .isEqualTo(
            new KnowledgeDecision.None(KnowledgeDecision.Reason.LANGUAGE_UNCERTAIN, List.of()));
    assertThat(decide(new DetectedLanguage("km", CERTAIN), "quen mat khau vssid", true))
        .isEqualTo(
            new KnowledgeDecision.None(KnowledgeDecision.Reason.NO_ENTRY_IN_LANGUAGE, List.of()));
  }

  private static KnowledgeDecision decide(DetectedLanguage language, String text, boolean menus) {
    return INDEX.decide(language, text, TODAY, new AnswerThresholds(0.45, 0.15, 0.02), menus);
  }

  @Test
  void refusesTwoEntriesWithOneIdAndLanguage() {
    assertThatThrownBy(() -> KnowledgeIndex.of(List.of(LOST, LOST)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("card-lost occurs twice");
  }

  @Test
  void findsNothingInAnEmptyIndex() {
    KnowledgeIndex empty = KnowledgeIndex.of(List.of());

    assertThat(empty.search("vi", "mat the", TODAY, 3)).isEmpty();
    assertThat(empty.entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "'   '", "?!", "👍", "0912345678", "HC4010110129425", "សួស្តី", "toi"})
  void findsNothingWithoutWords(String text) {
    assertThat(INDEX.search("vi", text, TODAY, 3)).isEmpty();
  }

  @Test
  void doesNotDependOnTheOrderOfTheEntries() {
    List<KnowledgeEntry> shuffled = new ArrayList<>(ShippedKnowledge.entries());
    Collections.shuffle(shuffled, new Random(1));
    KnowledgeIndex index = KnowledgeIndex.of(ShippedKnowledge.entries());
    KnowledgeIndex other = KnowledgeIndex.of(shuffled);

    for (KnowledgeEvaluation.Sample sample : KnowledgeEvaluation.samples("questions.tsv")) {
      assertThat(other.search("vi", sample.text(), TODAY, 3))
          .isEqualTo(index.search("vi", sample.text(), TODAY, 3));
    }
  }

  @Test
  void scoresAnyTextBetweenZeroAndOne() {
    KnowledgeIndex index = KnowledgeIndex.of(ShippedKnowledge.entries());
    Random random = new Random(2);
    String letters =
        "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ 0123456789.,?!\u0306\ud83d\udc4d\u1785\uffff\n\t";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(200); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertThat(index.search("vi", text.toString(), TODAY, 5))
          .allSatisfy(match -> assertThat(match.score()).isPositive().isLessThanOrEqualTo(1));
    }
  }

  @Test
  void readsABoundedPartOfALongText() {
    String start = "quen mat khau vssid ";
    String whole = start + "x ".repeat(100_000);

    assertThat(INDEX.search("vi", whole, TODAY, 3))
        .isEqualTo(INDEX.search("vi", whole.substring(0, QuestionParser.MAX_UNITS), TODAY, 3));
  }

  @Test
  void servesManyThreads() {
    List<KnowledgeMatch> expected = INDEX.search("vi", "mat the", TODAY, 3);
    List<CompletableFuture<List<KnowledgeMatch>>> found = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      found.add(CompletableFuture.supplyAsync(() -> INDEX.search("vi", "mat the", TODAY, 3)));
    }
    assertThat(found).extracting(CompletableFuture::join).containsOnly(expected);
  }
}
