package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.language.LanguageDetector;
import dev.notifier.replies.text.Folding;
import dev.notifier.templates.language.LanguageResult;
import dev.notifier.templates.language.TemplateLanguage;
import dev.notifier.templates.language.program.ProgramResult;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.template.ShippedTemplates;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.vietnamese.Diacritics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedKnowledgeTest {
  private static final Map<String, Object> REPLY =
      Map.of("reply", Map.of("address", "8079", "optOut", "BH TC gửi 8079"));

  static List<KnowledgeEntry> entries() {
    return ShippedKnowledge.entries();
  }

  @Test
  void hasAnswersForEveryShippedEventType() {
    Set<String> tags =
        entries().stream().flatMap(entry -> entry.tags().stream()).collect(Collectors.toSet());

    assertThat(tags)
        .containsAll(
            ShippedTemplates.all().stream()
                .map(TemplateSource::eventType)
                .filter(type -> !type.startsWith("reply.")) // Those are answers themselves.
                .toList());
  }

  @Test
  void hasEntriesInVietnameseAndSomeInEnglish() {
    Map<String, Long> byLanguage =
        entries().stream()
            .collect(Collectors.groupingBy(KnowledgeEntry::language, Collectors.counting()));

    assertThat(byLanguage)
        .containsOnlyKeys("vi", "en")
        .containsEntry("vi", 95L)
        .containsEntry("en", 59L);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void sendsAtMostTwoSegmentsWithoutDiacritics(KnowledgeEntry entry) {
    String text = Diacritics.strip(rendered(entry.smsAnswer()));

    assertThat(new Segmenter().segment(text)).isInstanceOf(SegmentedText.class);
    SegmentedText segments = (SegmentedText) new Segmenter().segment(text);
    assertThat(segments.encoding()).isEqualTo(Encoding.GSM7);
    assertThat(segments.count()).as("segments of %s", text).isLessThanOrEqualTo(2);
    assertThat(text)
        .startsWith("BHXHVN: ")
        .doesNotContain("&", "%", "#", "<", ">", "[", "]", "\\", "@");
  }

  private static String rendered(String template) {
    LanguageResult result = TemplateLanguage.compileUnchecked(template);
    assertThat(result).isInstanceOf(LanguageResult.Compiled.class);
    ProgramResult text = ((LanguageResult.Compiled) result).program().render(REPLY, "vi");
    assertThat(text).isInstanceOf(ProgramResult.Text.class);
    return ((ProgramResult.Text) text).text();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void hasTextsForMenusAndOtherChannels(KnowledgeEntry entry) {
    int fewest = entry.language().equals("vi") ? 5 : 2;

    assertThat(entry.title().length()).isLessThanOrEqualTo(40);
    assertThat(entry.questions()).hasSizeGreaterThanOrEqualTo(fewest);
    assertThat(entry.longAnswer()).isNotBlank();
    assertThat(entry.owner()).isNotBlank();
  }

  @Test
  void noQuestionBelongsToTwoEntries() {
    Map<String, String> owners = new HashMap<>();
    for (KnowledgeEntry entry : entries()) {
      for (String question : entry.questions()) {
        assertThat(owners.put(entry.language() + Folding.fold(question), entry.id()))
            .as("entry with the question: %s", question)
            .isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noEntryHasAQuestionOfTheTests(String file) {
    Set<String> questions =
        entries().stream()
            .flatMap(entry -> entry.questions().stream())
            .map(Folding::fold)
            .collect(Collectors.toSet());

    assertThat(KnowledgeEvaluation.samples(file))
        .noneMatch(sample -> questions.contains(Folding.fold(sample.text())));
  }

  static List<String> samples() {
    return List.of("questions.tsv", "out-of-scope.tsv", "blind.tsv", "blind-out-of-scope.tsv");
  }

  @Test
  void findsTheEntryOfEachOfItsQuestions() {
    KnowledgeIndex index = KnowledgeIndex.of(entries());
    for (KnowledgeEntry entry : entries()) {
      for (String question : entry.questions()) {
        List<KnowledgeMatch> found =
            index.search(entry.language(), question, KnowledgeEvaluation.TODAY, 1);
        assertThat(found)
            .as(question)
            .singleElement()
            .extracting(match -> match.entry().id())
            .isEqualTo(entry.id());
      }
    }
  }

  @Test
  void recognisesTheLanguageOfItsQuestionsWithoutDiacritics() {
    LanguageDetector detector = new LanguageDetector();
    int all = 0;
    int recognised = 0;
    for (KnowledgeEntry entry : entries()) {
      for (String question : entry.questions()) {
        String plain = Diacritics.strip(question);
        all++;
        recognised += detector.detect(plain, "hmn").equals(detector.detect(plain, "vi")) ? 1 : 0;
        assertThat(detector.detect(plain, "vi").language()).as(plain).isIn("vi", "en");
      }
    }
    assertThat((double) recognised / all).isGreaterThan(0.99);
  }
}
