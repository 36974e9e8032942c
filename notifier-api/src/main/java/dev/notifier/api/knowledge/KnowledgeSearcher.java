package dev.notifier.api.knowledge;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.replies.knowledge.AnswerThresholds;
import dev.notifier.replies.knowledge.KnowledgeCatalog;
import dev.notifier.replies.knowledge.KnowledgeDecision;
import dev.notifier.replies.knowledge.KnowledgeMatch;
import dev.notifier.replies.language.DetectedLanguage;
import dev.notifier.replies.language.LanguageDetector;
import dev.notifier.replies.masking.QuestionMask;
import dev.notifier.replies.text.Folding;
import dev.notifier.store.knowledge.KnowledgeName;
import dev.notifier.store.knowledge.KnowledgeSearch;
import dev.notifier.store.knowledge.KnowledgeSearch.Decision;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Searches the published entries as an inbound text does, and logs each search. Thread-safe. */
final class KnowledgeSearcher {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /** How many taken questions a draft names. */
  private static final int MAX_WARNINGS = 20;

  private final KnowledgeCatalog catalog;
  private final BooleanSupplier ready;
  private final LanguageDetector languages = new LanguageDetector();
  private final Consumer<KnowledgeSearch> log;
  private final InstantSource clock;

  /**
   * @param ready whether the catalog has what is published
   * @param log must not block
   */
  KnowledgeSearcher(
      KnowledgeCatalog catalog,
      BooleanSupplier ready,
      Consumer<KnowledgeSearch> log,
      InstantSource clock) {
    this.catalog = catalog;
    this.ready = ready;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Searches the entries that a tenant uses.
   *
   * @throws ProblemException if it is not yet known what is published
   */
  KnowledgeSearchDocument search(String tenant, KnowledgeSearchForm form) {
    if (!ready.getAsBoolean()) {
      throw new ProblemException(ErrorCode.KAFKA_UNAVAILABLE);
    }
    Instant now = clock.instant();
    DetectedLanguage language = languages.detect(form.text(), form.language());
    KnowledgeDecision decision =
        catalog
            .index(tenant)
            .decide(
                language,
                form.text(),
                LocalDate.ofInstant(now, ZONE),
                AnswerThresholds.DEFAULT,
                form.menu());
    log.accept(logged(tenant, form, now, language, decision));
    return KnowledgeSearchDocument.of(language, decision);
  }

  private static KnowledgeSearch logged(
      String tenant,
      KnowledgeSearchForm form,
      Instant now,
      DetectedLanguage language,
      KnowledgeDecision decision) {
    List<KnowledgeMatch> matches = KnowledgeSearchDocument.matches(decision);
    String masked = QuestionMask.mask(form.text());
    return new KnowledgeSearch(
        null,
        now,
        tenant,
        null,
        form.channel(),
        language.language(),
        kind(decision),
        matches.isEmpty() ? null : matches.getFirst().entry().id(),
        matches.isEmpty() ? 0 : matches.getFirst().score(),
        matches.size() < 2 ? 0 : matches.get(1).score(),
        masked,
        QuestionMask.group(masked));
  }

  private static Decision kind(KnowledgeDecision decision) {
    return switch (decision) {
      case KnowledgeDecision.Answer _ -> Decision.ANSWER;
      case KnowledgeDecision.Menu _ -> Decision.MENU;
      case KnowledgeDecision.None none -> Decision.valueOf(none.reason().name());
    };
  }

  /** Names the questions of a draft that another entry in force has, in words. */
  List<String> takenQuestions(KnowledgeName name, KnowledgeContent content) {
    List<String> warnings = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
    for (KnowledgeVariant variant : content.variants()) {
      for (String question : variant.questions()) {
        if (warnings.size() >= MAX_WARNINGS) {
          return warnings;
        }
        owner(name, variant.language(), question, today)
            .ifPresent(other ->
                warnings.add(
                    "The entry "
                        + other
                        + " has this question too: "
                        + question
                        + ". Remove it from one of them."));
      }
    }
    return warnings;
  }

  private Optional<String> owner(
      KnowledgeName name, String language, String question, LocalDate today) {
    String folded = Folding.fold(question);
    return catalog.index(name.tenant()).search(language, question, today, 2).stream()
        .map(KnowledgeMatch::entry)
        .filter(entry -> !entry.id().equals(name.id()))
        .filter(entry -> entry.questions().stream().anyMatch(q -> Folding.fold(q).equals(folded)))
        .map(entry -> entry.id())
        .findFirst();
  }
}
