package dev.notifier.contracts.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the knowledge base says, in all its languages.
 *
 * @param owner who keeps it correct
 * @param tags such as the event types that it explains
 * @param validUntil the last day on which it is an answer; null means without an end
 * @param variants one for each language
 */
public record KnowledgeContent(
    String owner,
    List<String> tags,
    @Nullable LocalDate validUntil,
    List<KnowledgeVariant> variants) {
  public KnowledgeContent {
    tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    variants = List.copyOf(Objects.requireNonNullElse(variants, List.of()));
  }

  /** The variant of a language. */
  public Optional<KnowledgeVariant> variant(String language) {
    return variants.stream().filter(each -> each.language().equals(language)).findFirst();
  }

  /** The same content with one more question in a language that it has. */
  public KnowledgeContent withQuestion(String language, String question) {
    List<KnowledgeVariant> changed = new ArrayList<>();
    for (KnowledgeVariant each : variants) {
      changed.add(each.language().equals(language) ? with(each, question) : each);
    }
    return new KnowledgeContent(owner, tags, validUntil, changed);
  }

  private static KnowledgeVariant with(KnowledgeVariant variant, String question) {
    List<String> questions = new ArrayList<>(variant.questions());
    questions.add(question);
    return new KnowledgeVariant(
        variant.language(),
        variant.title(),
        List.copyOf(questions),
        variant.sms(),
        variant.longAnswer());
  }
}
