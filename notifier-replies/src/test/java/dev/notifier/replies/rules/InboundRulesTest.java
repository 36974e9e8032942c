package dev.notifier.replies.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.address.RuleName;
import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.replies.decision.AnswerLimit;
import dev.notifier.replies.decision.DecisionReason;
import dev.notifier.replies.decision.InboundAction;
import dev.notifier.replies.decision.InboundDecision;
import dev.notifier.replies.decision.InboundMessage;
import dev.notifier.replies.decision.KnowledgeLookup;
import dev.notifier.replies.decision.PendingQuestion;
import dev.notifier.replies.decision.ReplyContext;
import dev.notifier.replies.decision.SentNotification;
import dev.notifier.replies.decision.SentText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundRulesTest {
  static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  static final AddressConfig PAID = ShippedAddresses.all().getFirst();
  static final AddressConfig FREE =
      new AddressConfig(
          "8079",
          List.of(),
          "",
          AddressConfig.Tariff.FREE,
          AddressConfig.Use.DEDICATED,
          PAID.repliesFor(),
          PAID.languages(),
          PAID.answersPerDay(),
          null,
          PAID.rules(),
          PAID.phrases(),
          PAID.queries(),
          PAID.texts());

  private static final String OURS =
      "BHXHVN: Ho so 04486.G/2026/08708 da co ket qua ngay 09/11/2026. Ong Tran Van Nam nhan tai Moc Chau";

  @ParameterizedTest
  @CsvSource({"0, IGNORE", "60, IGNORE", "61, QUERY"})
  void theSameTextWithinAMinuteIsOneMessage(int seconds, InboundAction action) {
    ReplyContext context =
        new ReplyContext(NOW, NOW.minusSeconds(seconds), List.of(), List.of(), null, 0, 0);

    assertThat(decide(PAID, "BH QT 0110129425", context).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({"TC, OPT_OUT", "ĐK, OPT_IN", "Hủy ạ, OPT_OUT", "STOP STOP, OPT_OUT", "Dung, IGNORE"})
  void anOptOutCountsAgainWithoutAnAnswer(String text, InboundAction action) {
    ReplyContext context = new ReplyContext(NOW, NOW, List.of(), List.of(), null, 0, 0);

    InboundDecision decision = decide(PAID, text, context);

    assertThat(decision.action()).isEqualTo(action);
    assertThat(decision.limit()).isEqualTo(AnswerLimit.NONE);
  }

  @ParameterizedTest
  @CsvSource({"20, ANSWER_QUESTION", "40, IGNORE", "41, IGNORE"})
  void theSameAnswerToALaterQuestionIsNoDuplicate(int secondsSinceQuestion, InboundAction action) {
    ReplyContext context =
        new ReplyContext(
            NOW,
            NOW.minusSeconds(40),
            List.of(),
            List.of(),
            new PendingQuestion("q", NOW.minusSeconds(secondsSinceQuestion), 3),
            0,
            0);

    assertThat(decide(FREE, "1", context).action()).isEqualTo(action);
  }

  @Test
  void aShortCodeIsNotAnswered() {
    InboundDecision decision =
        rules(PAID).decide(new InboundMessage("HD", false, true), ReplyContext.empty(NOW));

    assertThat(decision.reason()).isEqualTo(DecisionReason.NO_PHONE);
    assertThat(decision.limit()).isEqualTo(AnswerLimit.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, false, IGNORE, ECHO",
    "120, false, IGNORE, ECHO",
    "121, false, CHECK_ORIGIN, OWN_TEXT_RETURNED",
    "86400, true, IGNORE, ECHO",
  })
  void ourTextIsAnEchoOrWasForwarded(
      int seconds, boolean answer, InboundAction action, DecisionReason reason) {
    ReplyContext context = texts(new SentText(OURS, NOW.minusSeconds(seconds), answer));

    InboundDecision decision = decide(PAID, OURS, context);

    assertThat(decision.action()).isEqualTo(action);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @Test
  void aForwardedTextWithAQuestionIsChecked() {
    InboundDecision decision =
        decide(PAID, "Cai nay co phai lua dao ko? " + OURS, texts(new SentText(OURS, NOW, false)));

    assertThat(decision.action()).isEqualTo(InboundAction.CHECK_ORIGIN);
    assertThat(decision.parameters()).containsEntry("ours", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TC", "BH QT 0110129425", "DK", "GOI", "Nham so roi", "HD", "1"})
  void anIncompleteTextIsForAPerson(String text) {
    InboundDecision decision =
        rules(PAID).decide(new InboundMessage(text, true, false), ReplyContext.empty(NOW));

    assertThat(decision.action()).isEqualTo(InboundAction.INBOX);
    assertThat(decision.reason()).isEqualTo(DecisionReason.INCOMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, 1",
    "3, 3., 3",
    "3, chon 2, 2",
    "3, Số 2 ạ, 2",
    "0, Có, yes",
    "0, co a, yes",
    "0, ok, yes",
    "0, Vâng, yes",
    "0, Đúng rồi, yes",
    "0, Khong, no",
    "0, không phải ạ, no",
    "0, ko, no",
  })
  void anAnswerToAQuestionOfHalfAnHourAgo(int choices, String text, String answer) {
    InboundDecision decision =
        decide(FREE, text, question(new PendingQuestion("q", NOW.minusSeconds(1800), choices)));

    assertThat(decision.action()).isEqualTo(InboundAction.ANSWER_QUESTION);
    assertThat(decision.parameters())
        .containsEntry("question", "q")
        .containsEntry("answer", answer);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 4, NO_RULE",
    "3, 12, NO_RULE",
    "3, Co, NO_RULE",
    "0, 1, NO_RULE",
    "0, co phai dong them khong, NO_RULE",
  })
  void otherTextsAnswerNoQuestion(int choices, String text, DecisionReason reason) {
    InboundDecision decision = decide(FREE, text, question(new PendingQuestion("q", NOW, choices)));

    assertThat(decision.action()).isEqualTo(InboundAction.INBOX);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @Test
  void aKeywordIsStrongerThanAQuestion() {
    assertThat(decide(FREE, "TC", question(new PendingQuestion("q", NOW, 0))).action())
        .isEqualTo(InboundAction.OPT_OUT);
    assertThat(decide(FREE, "Dung", question(new PendingQuestion("q", NOW, 0))).action())
        .isEqualTo(InboundAction.EXPLAIN_OPT_OUT);
  }

  @Test
  void anAnswerThatComesTooLateIsForAPerson() {
    InboundDecision decision =
        decide(FREE, "1", question(new PendingQuestion("q", NOW.minusSeconds(1801), 3)));

    assertThat(decision.action()).isEqualTo(InboundAction.INBOX);
    assertThat(decision.reason()).isEqualTo(DecisionReason.QUESTION_EXPIRED);
  }

  @Test
  void noQuestionIsOpenWhereAnswersCostMoney() {
    assertThat(decide(PAID, "1", question(new PendingQuestion("q", NOW, 3))).action())
        .isEqualTo(InboundAction.INBOX);
  }

  @Test
  void knowledgeAnswersOrAsks() {
    KnowledgeLookup certain = text -> new KnowledgeLookup.Found(List.of("renewal"), true);
    KnowledgeLookup uncertain =
        text -> new KnowledgeLookup.Found(List.of("a", "b", "c", "d"), false);
    InboundMessage message = new InboundMessage("gia han the the nao", true, true);

    InboundDecision answered =
        new InboundRules(PAID, certain).decide(message, ReplyContext.empty(NOW));
    InboundDecision asked =
        new InboundRules(FREE, uncertain).decide(message, ReplyContext.empty(NOW));
    InboundDecision notAsked =
        new InboundRules(PAID, uncertain).decide(message, ReplyContext.empty(NOW));

    assertThat(answered.parameters()).containsEntry("entry", "renewal");
    assertThat(asked.action()).isEqualTo(InboundAction.ASK_CHOICE);
    assertThat(asked.parameters()).containsEntry("entries", "a,b,c");
    assertThat(notAsked.action()).isEqualTo(InboundAction.INBOX);
  }

  @Test
  void theOnlyNotificationOfASenderIsLinked() {
    InboundDecision decision =
        decide(
            PAID,
            "Nhầm số rồi",
            notifications(
                sent("n1", "bhxhvn", 6, "04486.G/2026/08708"),
                sent("n2", "OTHER", 1, "04486.G/2026/08709"),
                sent("n3", "BHXHVN", 8, "04486.G/2026/08710")));

    assertThat(decision.correlation().linked()).isEqualTo("n1");
    assertThat(decision.correlation().candidates()).containsExactly("n1");
    assertThat(decision.action()).isEqualTo(InboundAction.WRONG_PERSON);
    assertThat(decision.parameters()).containsEntry("notification", "n1");
  }

  @ParameterizedTest
  @CsvSource({"28, Nham nguoi, n", "29, Nham nguoi, ", "29, 04486.G/2026/08708, n"})
  void theOnlyNotificationIsNotAssumedIfOthersMayBeLeftOut(
      int others, String text, @Nullable String linked) {
    List<SentNotification> notifications = new ArrayList<>();
    notifications.add(sent("n", "BHXHVN", 1, "04486.G/2026/08708"));
    for (int i = 0; i < others; i++) {
      notifications.add(sent("o" + i, "OTHER", 1));
    }

    InboundDecision decision =
        decide(PAID, text, notifications(notifications.toArray(SentNotification[]::new)));

    assertThat(decision.correlation().linked()).isEqualTo(linked);
  }

  @ParameterizedTest
  @CsvSource({
    "ho so 04486.G/2026/08709 sao roi, n2",
    "ho so 04486g202608709 sao roi, n2",
    "HO SO 04486 G 2026 08708?, n1",
    "ho so cua toi sao roi, ",
    "04486.G/2026/08708 va 04486.G/2026/08709, ",
    "104486.G/2026/087081, ",
    "104486.G/2026/08709 04486.G/2026/08709, n2",
    "\uD801\uDC00 04486.G/2026/08709 \uD801\uDC00, n2",
  })
  void oneOfSeveralNotificationsIsLinkedIfItsIdentifierIsInTheText(
      String text, @Nullable String linked) {
    InboundDecision decision =
        decide(
            PAID,
            text,
            notifications(
                sent("n1", "BHXHVN", 1, "04486.G/2026/08708"),
                sent("n2", "BHXHVN", 2, "04486.G/2026/08709")));

    assertThat(decision.correlation().linked()).isEqualTo(linked);
    assertThat(decision.correlation().candidates()).containsExactly("n1", "n2");
  }

  @Test
  void nothingStopsIfItIsNotCertainWhoIsMeant() {
    InboundDecision decision =
        decide(
            PAID, "Nham so roi", notifications(sent("n1", "BHXHVN", 1), sent("n2", "BHXHVN", 2)));

    assertThat(decision.rule()).isEqualTo(RuleName.WRONG_PERSON);
    assertThat(decision.action()).isEqualTo(InboundAction.INBOX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tôi nghỉ việc rồi",
        "Toi da nghi viec",
        "Sai số rồi",
        "Sai so",
        "Không phải tôi",
        "Xin lỗi, nhắn nhầm số",
        "em nghi viec roi a",
      })
  void nothingStopsIfTheWordsMayMeanSomethingElse(String text) {
    InboundDecision decision = decide(PAID, text, notifications(sent("n1", "BHXHVN", 1)));

    assertThat(decision.action()).isEqualTo(InboundAction.INBOX);
  }

  @ParameterizedTest
  @CsvSource({"HD, IGNORE, HELP_LIMIT", "xin hoi ve che do, INBOX, NO_RULE"})
  void oneHelpTextInAnHour(String text, InboundAction action, DecisionReason reason) {
    InboundDecision decision = decide(PAID, text, counts(1, 1));

    assertThat(decision.action()).isEqualTo(action);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.limit()).isEqualTo(AnswerLimit.NONE);
    assertThat(decision.answer()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TC, OPT_OUT",
    "DK, OPT_IN",
    "Dung, INBOX",
    "DK DNC, INBOX",
    "BH QT 0110129425, IGNORE",
    "BH QT, IGNORE",
    "HD, IGNORE",
    "GOI, CALL_BACK",
    "lua dao, CHECK_ORIGIN",
    "xin hoi ve che do, INBOX",
  })
  void noAnswerBeyondTheLimitOfADayAndTheRestStillHappens(String text, InboundAction action) {
    InboundDecision decision = decide(PAID, text, counts(PAID.answersPerDay(), 0));

    assertThat(decision.action()).isEqualTo(action);
    assertThat(decision.limit()).isEqualTo(AnswerLimit.NONE);
    assertThat(decision.answer()).isEmpty();
  }

  @Test
  void answersHaveTheirTextAndTheirLimit() {
    InboundDecision help = decide(PAID, "HD", ReplyContext.empty(NOW));
    InboundDecision query = decide(PAID, "BH QT 0110129425", ReplyContext.empty(NOW));

    assertThat(help.answer()).contains(AnswerText.HELP);
    assertThat(help.limit()).isEqualTo(AnswerLimit.HOUR);
    assertThat(query.answer()).isEmpty();
    assertThat(query.limit()).isEqualTo(AnswerLimit.DAY);
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonHasAKeyAndAText(DecisionReason reason) {
    assertThat(reason.key()).matches("inbound\\.reason\\.[a-z-]+");
    assertThat(reason.text()).doesNotEndWith(".").matches("[A-Z].*");
  }

  @Test
  void personalDataIsNotInTheTextOfADecision() {
    assertThat(decide(PAID, "BH QT 0110129425", ReplyContext.empty(NOW)).toString())
        .doesNotContain("0110129425");
  }

  private static InboundRules rules(AddressConfig config) {
    return new InboundRules(config, KnowledgeLookup.NONE);
  }

  private static InboundDecision decide(AddressConfig config, String text, ReplyContext context) {
    return rules(config).decide(new InboundMessage(text, true, true), context);
  }

  private static ReplyContext texts(SentText... texts) {
    return new ReplyContext(NOW, null, List.of(), List.of(texts), null, 0, 0);
  }

  private static ReplyContext question(PendingQuestion question) {
    return new ReplyContext(NOW, null, List.of(), List.of(), question, 0, 0);
  }

  private static ReplyContext notifications(SentNotification... notifications) {
    return new ReplyContext(NOW, null, List.of(notifications), List.of(), null, 0, 0);
  }

  private static ReplyContext counts(int answersToday, int helpTextsInHour) {
    return new ReplyContext(NOW, null, List.of(), List.of(), null, answersToday, helpTextsInHour);
  }

  private static SentNotification sent(String id, String sender, int days, String... identifiers) {
    return new SentNotification(
        id, sender, NOW.minus(Duration.ofDays(days)).plusSeconds(1), List.of(identifiers));
  }
}
