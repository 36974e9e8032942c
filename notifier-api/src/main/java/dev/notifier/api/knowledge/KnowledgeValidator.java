package dev.notifier.api.knowledge;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.knowledge.KnowledgeContent;
import dev.notifier.contracts.knowledge.KnowledgeVariant;
import dev.notifier.replies.knowledge.KnowledgeEntry;
import dev.notifier.replies.text.Folding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks entries beyond their schema. Stateless. */
final class KnowledgeValidator {
  private KnowledgeValidator() {}

  /**
   * Checks an entry.
   *
   * @throws ProblemException with all violations
   */
  static void validate(String id, KnowledgeContent content) {
    List<Violation> violations = violations(id, content);
    if (!violations.isEmpty()) {
      throw new ProblemException(
          Problem.of(violations.subList(0, Math.min(violations.size(), Problem.MAX_ERRORS))));
    }
  }

  static List<Violation> violations(String id, KnowledgeContent content) {
    List<Violation> violations = new ArrayList<>();
    Set<String> languages = new HashSet<>();
    for (int i = 0; i < content.variants().size(); i++) {
      KnowledgeVariant variant = content.variants().get(i);
      String at = "/variants/" + i;
      if (!languages.add(variant.language())) {
        violations.add(invalid(at + "/language", "The entry has this language twice. Remove one."));
      }
      SmsAnswerCheck.problem(variant.language(), variant.sms())
          .ifPresent(problem -> violations.add(invalid(at + "/sms", problem)));
      addEqualQuestions(variant, at, violations);
    }
    if (violations.isEmpty()) {
      addLengths(id, content, violations);
    }
    return violations;
  }

  /** The search folds questions, so equal ones are useless. */
  private static void addEqualQuestions(
      KnowledgeVariant variant, String at, List<Violation> violations) {
    Set<String> questions = new HashSet<>();
    for (int i = 0; i < variant.questions().size(); i++) {
      if (!questions.add(Folding.fold(variant.questions().get(i)))) {
        violations.add(
            invalid(
                at + "/questions/" + i,
                "The variant has this question twice, apart from diacritics and marks. Remove one."));
      }
    }
  }

  /** The schema counts code points, the search UTF-16 units. */
  private static void addLengths(String id, KnowledgeContent content, List<Violation> violations) {
    try {
      List<KnowledgeEntry> _ = KnowledgeEntries.of(id, content);
    } catch (IllegalArgumentException e) {
      violations.add(invalid("", e.getMessage() + "."));
    }
  }

  private static Violation invalid(String pointer, String detail) {
    return new Violation(pointer, ErrorCode.INVALID_KNOWLEDGE, detail);
  }
}
